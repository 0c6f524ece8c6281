package barua.dns;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server on a free port of 127.0.0.1 that answers from a zone text, over UDP and TCP, as a recursive server would. */
public final class TinyDns implements Closeable {

    /** Each question as it came, such as "udp example.org. MX". */
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /** Names that get this rcode, or no answer at all for -1. */
    public final Map<String, Integer> trouble = new ConcurrentHashMap<>();
    /** Names whose answers over UDP are truncated. */
    public final Set<String> truncated = ConcurrentHashMap.newKeySet();
    public volatile boolean vouches;
    private final List<Record> records = new CopyOnWriteArrayList<>();
    private final DatagramSocket udp;
    private final ServerSocket tcp;

    /** @param zone in master file format */
    public TinyDns(String zone) throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        tcp = new ServerSocket(0, 10, here);
        udp = new DatagramSocket(new InetSocketAddress(here, tcp.getLocalPort()));
        add(zone);
        Thread.ofPlatform().daemon().start(this::serveUdp);
        Thread.ofPlatform().daemon().start(this::serveTcp);
    }

    public void add(String zone) throws IOException {
        try (Master master = new Master(new java.io.ByteArrayInputStream(zone.getBytes(java.nio.charset.StandardCharsets.US_ASCII)), Name.root, 300)) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
        }
    }

    public void clear() {
        records.clear();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                Message query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
                byte[] answer = answer(query, "udp");
                if (answer.length > 0) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // The test is over, or the packet was none.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket peer = tcp.accept()) {
                DataInputStream in = new DataInputStream(peer.getInputStream());
                Message query = new Message(in.readNBytes(in.readUnsignedShort()));
                byte[] answer = answer(query, "tcp");
                DataOutputStream out = new DataOutputStream(peer.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException closed) {
                // The test is over.
            }
        }
    }

    private byte[] answer(Message query, String way) {
        Record question = query.getQuestion();
        String name = question.getName().toString();
        asked.add(way + " " + name + " " + Type.string(question.getType()));
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        if (vouches) {
            answer.getHeader().setFlag(Flags.AD);
        }
        answer.addRecord(question, Section.QUESTION);
        int rcode = trouble.getOrDefault(name, Rcode.NOERROR);
        if (rcode < 0) {
            return new byte[0];
        }
        answer.getHeader().setRcode(rcode);
        if (way.equals("udp") && truncated.contains(name)) {
            answer.getHeader().setFlag(Flags.TC);
            return answer.toWire();
        }
        if (rcode == Rcode.NOERROR) {
            fill(answer, question);
        }
        return answer.toWire();
    }

    private void fill(Message answer, Record question) {
        Name name = question.getName();
        for (int i = 0; i < 20; i++) {
            Name owner = name;
            List<Record> mine = records.stream().filter(r -> r.getName().equals(owner) && r.getDClass() == DClass.IN).toList();
            List<Record> wanted = mine.stream().filter(r -> r.getType() == question.getType()).toList();
            wanted.forEach(r -> answer.addRecord(r, Section.ANSWER));
            List<Record> alias = mine.stream().filter(r -> r.getType() == Type.CNAME).toList();
            if (wanted.isEmpty() && !alias.isEmpty()) {
                answer.addRecord(alias.getFirst(), Section.ANSWER);
                name = ((org.xbill.DNS.CNAMERecord) alias.getFirst()).getTarget();
                continue;
            }
            if (mine.isEmpty()) {
                answer.getHeader().setRcode(Rcode.NXDOMAIN);
            }
            if (wanted.isEmpty()) {
                records.stream().filter(SOARecord.class::isInstance).filter(soa -> owner.subdomain(soa.getName()))
                        .forEach(soa -> answer.addRecord(soa, Section.AUTHORITY));
            }
            return;
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
