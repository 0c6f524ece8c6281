/** Between rich and plain: each made of the other when the writer changes. */

const BLOCKS = /^(DIV|P|LI|BLOCKQUOTE|H3|H4|TR|PRE|UL|OL|TABLE)$/;

const emptyLine = (node) => node.childNodes.length === 1 && node.firstChild.tagName === 'BR';

function quote(text) {
    return text.replace(/\n$/, '').split('\n').map((line) => line[0] === '>' ? '>' + line : '> ' + line).join('\n') + '\n';
}

function block(node, before) {
    let out = before && !before.endsWith('\n') ? before + '\n' : before;
    const from = out.length;
    if (node.tagName === 'LI') out += '- ';
    out = walk(node, out);
    if (!out.endsWith('\n') || emptyLine(node)) out += '\n';
    return node.tagName === 'BLOCKQUOTE' ? out.slice(0, from) + quote(out.slice(from)) : out;
}

function walk(parent, before) {
    let out = before;
    for (const node of parent.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) out += node.data.replace(/\s+/g, ' ');
        else if (node.nodeType !== Node.ELEMENT_NODE) continue;
        else if (node.tagName === 'BR') out += node.nextSibling ? '\n' : '';
        else out = BLOCKS.test(node.tagName) ? block(node, out) : walk(node, out);
    }
    return out;
}

/** The text of a rich letter: quotes begin with >, entries of lists with -. */
export const plainOf = (element) => walk(element, '').replace(/\n+$/, '\n');

/** A plain letter as elements: a line is a division, lines that begin with > are a quote. */
export function richOf(plain) {
    const holder = document.createElement('div');
    let quoted = null;
    for (const line of plain.split('\n')) {
        const row = document.createElement('div');
        if (line[0] !== '>') quoted = null;
        else if (!quoted) holder.append(quoted = document.createElement('blockquote'));
        const text = quoted ? line.replace(/^> ?/, '') : line;
        if (text) row.textContent = text;
        else row.append(document.createElement('br'));
        (quoted || holder).append(row);
    }
    return holder.innerHTML;
}
