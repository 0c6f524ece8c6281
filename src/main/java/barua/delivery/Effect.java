package barua.delivery;

import barua.message.Address;
import barua.message.ReversePath;

/** What follows a delivery, besides what is filed. */
sealed interface Effect {

    /** The letter, as it travels, goes to another address too. @param from whom a bounce goes to */
    record Redirect(ReversePath from, Address to) implements Effect {
    }
}
