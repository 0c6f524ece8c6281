/** The smallest thing that can fail: tests with names, and equality by what is written out. */
const tests = [];

export function test(name, body) {
    tests.push({name, body});
}

export function equal(actual, expected) {
    const a = JSON.stringify(actual);
    const b = JSON.stringify(expected);
    if (a !== b) throw new Error('expected ' + b + ' but was ' + a);
}

/** Runs what was registered. @return {!Promise<!Array<{name: string, failed: string}>>} */
export async function run() {
    const results = [];
    for (const {name, body} of tests) {
        try {
            await body();
            results.push({name, failed: ''});
        } catch (error) {
            results.push({name, failed: error.message + ' ' + (error.stack || '')});
        }
    }
    return results;
}
