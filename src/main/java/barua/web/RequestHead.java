package barua.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request begins and ends, and which host it names: what two programs on the way could read in two ways is refused
 * (RFC 9112 §3.2, §6.1, §6.3).
 *
 * @param hosts             values of all Host fields
 * @param transferEncodings values of all Transfer-Encoding fields
 * @param lengths           values of all Content-Length fields
 */
record RequestHead(List<String> hosts, List<String> transferEncodings, List<String> lengths) {

    /** A name or an address, perhaps with a port (RFC 3986 §3.2.2, without what no host of ours is called). */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    static RequestHead of(HttpServletRequest request) {
        return new RequestHead(all(request, "Host"), all(request, "Transfer-Encoding"), all(request, "Content-Length"));
    }

    private static List<String> all(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    /** Why it is a bad request; empty where it is none. */
    Optional<String> fault() {
        if (hosts.size() > 1) {
            return Optional.of("more than one Host field");
        }
        if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
            return Optional.of("Host is no host");
        }
        if (!transferEncodings.isEmpty() && !lengths.isEmpty()) {
            return Optional.of("a length and a transfer encoding");
        }
        if (transferEncodings.size() > 1 || !transferEncodings.stream().allMatch(encoding -> encoding.strip().equalsIgnoreCase("chunked"))) {
            return Optional.of("a transfer encoding other than chunked");
        }
        return Optional.empty();
    }
}
