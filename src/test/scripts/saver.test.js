import {Saver} from '/assets/composer/saver.js';
import {equal, test} from './harness.js';

/** A clock that goes on only when it is told to. */
class Clock {
    constructor() {
        this.time = 0;
        this.timers = [];
        this.now = () => this.time;
        this.later = (act, ms) => {
            this.timers.push({at: this.time + ms, act});
            return this.timers.length;
        };
        this.drop = (timer) => {
            if (timer) this.timers[timer - 1].act = null;
        };
    }

    async go(until) {
        for (;;) {
            const next = this.timers.filter((timer) => timer.act && timer.at <= until).sort((a, b) => a.at - b.at)[0];
            if (!next) break;
            this.time = next.at;
            const {act} = next;
            next.act = null;
            act();
            for (let i = 0; i < 10; i++) await null;
        }
        this.time = until;
    }
}

function saver(answer = true) {
    const clock = new Clock();
    const saved = [];
    const one = new Saver(async () => {
        saved.push(clock.time);
        return answer;
    }, clock);
    return {clock, saved, one};
}

test('a minute of typing without a rest is saved every five seconds', async () => {
    const {clock, saved, one} = saver();
    for (let t = 0; t < 60000; t += 200) {
        await clock.go(t);
        one.touched();
    }
    equal(saved.length, 11);
    equal(saved.slice(0, 2), [5000, 10000]);
});

test('after two seconds of rest it is saved', async () => {
    const {clock, saved, one} = saver();
    one.touched();
    await clock.go(1999);
    equal(saved, []);
    await clock.go(2000);
    equal(saved, [2000]);
    equal(one.dirty, false);
});

test('what could not be saved stays unsaved and is tried again', async () => {
    const {clock, saved, one} = saver(false);
    one.touched();
    await clock.go(2000);
    equal(one.dirty, true);
    await clock.go(10000);
    equal(saved, [2000, 10000]);
});

test('what is typed while it is saved is left to the next saving', async () => {
    const clock = new Clock();
    let finish = null;
    const one = new Saver(() => new Promise((over) => {
        finish = over;
    }), clock);
    one.touched();
    const first = one.flush();
    one.touched();
    finish(true);
    await first;
    equal(one.dirty, true);
});

test('nothing is saved once it is over', async () => {
    const {clock, saved, one} = saver();
    one.touched();
    await one.stop();
    await clock.go(60000);
    equal(saved, []);
});
