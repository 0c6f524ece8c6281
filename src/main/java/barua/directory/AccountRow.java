package barua.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** An account with what proves its password. */
@Entity
@Table(name = "account")
class AccountRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @OneToOne(optional = false)
    @JoinColumn(name = "address_id")
    AddressRow address;

    @Column(nullable = false)
    String name;

    boolean enabled = true;

    boolean administrator;

    boolean leaving;

    /** Where its mail still lies while it is being renamed; null else. */
    @ManyToOne
    @JoinColumn(name = "moving_from")
    AddressRow movingFrom;

    /** Null for no limit. */
    Long quota;

    @Column(nullable = false)
    String language;

    @Column(name = "password_hash", nullable = false)
    String passwordHash;

    @Column(nullable = false)
    String scram;

    @Column(nullable = false, updatable = false)
    Instant created;

    @Column(nullable = false)
    Instant changed;

    protected AccountRow() {
    }

    AccountRow(AddressRow address, String name, String language, Credentials credentials, Instant created) {
        this.address = address;
        this.name = name;
        this.language = language;
        this.passwordHash = credentials.hash();
        this.scram = credentials.scram();
        this.created = created;
        this.changed = created;
    }

    Account account() {
        return new Account(id, address.address(), name, enabled, administrator, quota == null ? Long.MAX_VALUE : quota, language);
    }
}
