package barua.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * Who sent most of what was found. In each segment a sender is a number, so a hundred thousand letters are counted without reading a name. Those who may
 * be among the first are then counted exactly, all forms of their names together; the names of others are never read.
 */
final class SenderCounts {

    /** In one segment; whoever is among the most in all is among these somewhere, unless his name is written in hundreds of ways. */
    private static final int MOST_IN_SEGMENT = 64;
    private static final char NAME = '\n';   // behind the address: MessageWords.who

    /** How often each sender of one segment has something that was found. */
    private record Segment(SortedDocValues who, int[] numbers) {

        String address(int sender) throws IOException {
            String text = who.lookupOrd(sender).utf8ToString();
            return text.substring(0, Math.max(0, text.indexOf(NAME)));
        }

        /** The place of the first that is not before a text. */
        int from(String text) throws IOException {
            int at = who.lookupTerm(new BytesRef(text.getBytes(StandardCharsets.UTF_8)));
            return at < 0 ? -at - 1 : at;
        }
    }

    private final List<Segment> segments = new ArrayList<>();

    private SenderCounts() {
    }

    /** @param times how often each content was found @param most how many senders are told of  @return the most first */
    static List<Found.Count> of(IndexSearcher searcher, int[] times, int most) throws IOException {
        SenderCounts senders = new SenderCounts();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            senders.count(leaf, times);
        }
        List<Found.Count> counts = new ArrayList<>();
        for (String address : senders.candidates(4 * most)) {
            counts.add(senders.exactly(address));
        }
        counts.sort(Comparator.comparingInt(Found.Count::number).reversed().thenComparing(Found.Count::key));
        return List.copyOf(counts.subList(0, Math.min(most, counts.size())));
    }

    private void count(LeafReaderContext leaf, int[] times) throws IOException {
        SortedDocValues who = leaf.reader().getSortedDocValues("who");
        NumericDocValues numbers = leaf.reader().getNumericDocValues("content");
        if (who == null || numbers == null) {
            return;
        }
        Bits live = leaf.reader().getLiveDocs();
        int[] found = new int[who.getValueCount()];
        for (int doc = who.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = who.nextDoc()) {
            if ((live == null || live.get(doc)) && numbers.advanceExact(doc)) {
                long content = numbers.longValue();
                if (content < times.length) {
                    found[who.ordValue()] += times[(int) content];
                }
            }
        }
        segments.add(new Segment(who, found));
    }

    /** @param most those with most in what is read of them here */
    private List<String> candidates(int most) throws IOException {
        Map<String, Integer> read = new HashMap<>();
        for (Segment segment : segments) {
            int[] numbers = segment.numbers;
            int[] sorted = Arrays.stream(numbers).filter(number -> number > 0).sorted().toArray();
            int least = sorted.length <= MOST_IN_SEGMENT ? 1 : sorted[sorted.length - MOST_IN_SEGMENT];
            IntStream more = IntStream.range(0, numbers.length).filter(sender -> numbers[sender] > least);
            IntStream even = IntStream.range(0, numbers.length).filter(sender -> numbers[sender] == least).limit(MOST_IN_SEGMENT);
            for (int sender : IntStream.concat(more, even).toArray()) {
                read.merge(segment.address(sender), numbers[sender], Integer::sum);
            }
        }
        read.remove("");
        return read.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).limit(most)
                .map(Map.Entry::getKey).toList();
    }

    private Found.Count exactly(String address) throws IOException {
        int all = 0;
        Map<String, Integer> names = new HashMap<>();
        for (Segment segment : segments) {
            int end = segment.from(address + (char) (NAME + 1));
            for (int sender = segment.from(address + NAME); sender < end; sender++) {
                int number = segment.numbers[sender];
                if (number > 0) {
                    all += number;
                    names.merge(segment.who.lookupOrd(sender).utf8ToString().substring(address.length() + 1), number, Integer::sum);
                }
            }
        }
        names.remove("");
        String name = names.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey).orElse("");
        return new Found.Count(address, name, all);
    }
}
