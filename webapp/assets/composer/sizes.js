/** A number of bytes as people read it, in thousands with one decimal, as the server writes it. */
export function size(bytes) {
    if (bytes < 1000) return bytes + ' B';
    if (bytes < 1e6) return Math.round(bytes / 1000) + ' KB';
    return (bytes / 1e6).toFixed(1).replace('.0', '') + ' MB';
}
