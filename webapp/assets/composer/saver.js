/** When a draft is saved: soon after a rest, and while one types on and on at most every few seconds; one saving at a time. */
const REST = 2000;
const LONGEST = 5000;
const RETRY = 8000;

export class Saver {
    /**
     * @param {function(): !Promise<boolean>} save says whether all that was there is safe now
     * @param {{now: function(): number, later: function(function(), number): number, drop: function(number)}=} clock
     */
    constructor(save, clock = {now: Date.now, later: (act, ms) => setTimeout(act, ms), drop: (timer) => clearTimeout(timer)}) {
        this.save = save;
        this.clock = clock;
        this.dirty = false;
        this.stopped = false;
        this.first = 0;
        this.begun = -LONGEST;
        this.timer = 0;
        this.running = null;
    }

    /** Something was written. */
    touched() {
        const now = this.clock.now();
        if (!this.dirty) this.first = now;
        this.dirty = true;
        this.plan(Math.max(Math.min(now + REST, this.first + LONGEST), this.begun + LONGEST) - now);
    }

    plan(wait) {
        this.clock.drop(this.timer);
        if (!this.stopped) this.timer = this.clock.later(() => this.flush(), Math.max(0, wait));
    }

    /** Saves now what is not safe; what is written meanwhile is left to the next saving. */
    async flush() {
        this.clock.drop(this.timer);
        if (this.running) await this.running;
        if (!this.dirty || this.stopped) return;
        this.dirty = false;
        this.begun = this.clock.now();
        this.running = this.save();
        let safe = false;
        try {
            safe = await this.running;
        } catch (failed) {
            safe = false;
        }
        this.running = null;
        if (safe || this.stopped) return;
        this.dirty = true;
        this.first = this.clock.now();
        this.plan(RETRY);
    }

    /** Nothing is saved from now on; resolves when the last saving is over. */
    async stop() {
        this.stopped = true;
        this.clock.drop(this.timer);
        if (this.running) await this.running.catch(() => {});
    }

    resume() {
        this.stopped = false;
        if (this.dirty) this.plan(REST);
    }
}
