package barua.imap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** REFERENCES and ORDEREDSUBJECT as RFC 5256 §3 tells them, step by step, with trees of objects; slow, and for few messages only. */
final class ThreadModel {

    /** @param id empty for none @param subject the base subject in one case */
    record Letter(int number, String id, List<String> references, long date, String subject, boolean answer) {
    }

    private static final class Node {
        Letter letter;   // null: it is not there
        Node parent;
        final List<Node> children = new ArrayList<>();

        boolean isAbove(Node other) {
            for (Node at = other; at != null; at = at.parent) {
                if (at == this) {
                    return true;
                }
            }
            return false;
        }

        void take(Node child) {
            child.leave();
            child.parent = this;
            children.add(child);
        }

        void leave() {
            if (parent != null) {
                parent.children.remove(this);
            }
            parent = null;
        }

        Letter shown() {
            return letter == null ? children.getFirst().letter : letter;
        }
    }

    private static final Comparator<Node> BY_DATE =
            Comparator.<Node>comparingLong(node -> node.shown().date).thenComparingInt(node -> node.shown().number);

    private ThreadModel() {
    }

    static String references(List<Letter> letters) {
        Node root = new Node();
        link(letters).stream().filter(node -> node.parent == null).toList().forEach(root::take);
        prune(root, root);
        root.children.stream().filter(node -> node.letter == null).forEach(node -> node.children.sort(BY_DATE));
        root.children.sort(BY_DATE);
        merge(root);
        sort(root);
        return text(root.children);
    }

    private static List<Node> link(List<Letter> letters) {
        Map<String, Node> byId = new LinkedHashMap<>();
        List<Node> own = new ArrayList<>();
        for (Letter letter : letters) {
            Node node = new Node();
            node.letter = letter;
            own.add(node);
            byId.putIfAbsent(letter.id.isEmpty() ? "unique " + letter.number : letter.id, node);
        }
        for (Node node : own) {
            Node last = null;
            for (String reference : node.letter.references) {
                Node next = byId.computeIfAbsent(reference, _ -> new Node());
                if (last != null && next.parent == null && !next.isAbove(last)) {
                    last.take(next);
                }
                last = next;
            }
            node.leave();
            if (last != null && !node.isAbove(last)) {
                last.take(node);
            }
        }
        byId.values().stream().filter(node -> !own.contains(node)).forEach(own::add);
        return own;
    }

    private static void prune(Node node, Node root) {
        for (Node child : List.copyOf(node.children)) {
            prune(child, root);
            if (child.letter == null && (child.children.size() < 2 || node != root)) {
                int at = node.children.indexOf(child);
                child.parent = null;
                node.children.remove(at);
                node.children.addAll(at, child.children);
                child.children.forEach(grandchild -> grandchild.parent = node);
            }
        }
    }

    private static void merge(Node root) {
        Map<String, Node> table = new HashMap<>();
        Map<Node, String> subjects = new HashMap<>();
        List<Node> heads = List.copyOf(root.children);
        for (Node head : heads) {
            String subject = head.shown().subject;
            subjects.put(head, subject);
            Node known = table.putIfAbsent(subject, head);
            if (known != null && known.letter != null && (head.letter == null || known.letter.answer && !head.letter.answer)) {
                table.put(subject, head);
            }
        }
        for (Node head : heads) {
            String subject = subjects.get(head);
            Node known = table.get(subject);
            if (subject.isEmpty() || known == head || head.parent != root) {
                continue;
            }
            if (known.letter == null && head.letter == null) {
                List.copyOf(head.children).forEach(known::take);
                head.leave();
            } else if (known.letter == null || head.letter.answer && !known.letter.answer) {
                known.take(head);
            } else {
                Node both = new Node();
                root.take(both);
                both.take(known);
                both.take(head);
                table.put(subject, both);
            }
        }
    }

    private static void sort(Node node) {
        node.children.forEach(ThreadModel::sort);
        node.children.sort(BY_DATE);
    }

    static String orderedSubject(List<Letter> letters) {
        Map<String, Node> bySubject = new HashMap<>();
        Node root = new Node();
        letters.stream().sorted(Comparator.comparingLong(Letter::date).thenComparingInt(Letter::number)).forEach(letter -> {
            Node node = new Node();
            node.letter = letter;
            Node head = bySubject.putIfAbsent(letter.subject, node);
            (head == null ? root : head).take(node);
        });
        return text(root.children);
    }

    private static String text(List<Node> siblings) {
        StringBuilder out = new StringBuilder();
        siblings.forEach(node -> out.append('(').append(members(node)).append(')'));
        return out.toString();
    }

    private static String members(Node node) {
        String own = node.letter == null ? "" : "" + node.letter.number;
        String blank = own.isEmpty() ? "" : " ";
        return switch (node.children.size()) {
            case 0 -> own;
            case 1 -> own + " " + members(node.children.getFirst());
            default -> own + blank + text(node.children);
        };
    }
}
