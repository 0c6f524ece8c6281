package barua.delivery;

import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What the administrator decides about delivery.
 *
 * @param hostname  our name in message-ids and reports
 * @param zone      in which scripts read the time of day
 * @param redirects where rules may send mail on to
 * @param srs       rewrites return paths of what is sent on
 * @param sleepers  a file: which accounts have snoozed letters
 */
public record DeliveryOptions(Delivery.WhenFull whenFull, String hostname, ZoneId zone, RedirectPolicy redirects, Srs srs, Path sleepers) {
}
