package barua.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One value by its key. */
@Entity
@Table(name = "setting")
class SettingRow {

    @Id
    String name;

    @Column(nullable = false, columnDefinition = "text")
    String value;

    @Column(nullable = false)
    Instant changed;

    protected SettingRow() {
    }

    SettingRow(String name, String value, Instant changed) {
        this.name = name;
        this.value = value;
        this.changed = changed;
    }
}
