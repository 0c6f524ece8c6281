package barua.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** An address that an account had before it was renamed. */
@Entity
@Table(name = "former_address")
class FormerAddressRow {

    @Id
    @Column(name = "address_id")
    Long id;

    @MapsId
    @OneToOne(optional = false)
    @JoinColumn(name = "address_id")
    AddressRow address;

    @ManyToOne(optional = false)
    @JoinColumn(name = "account_id", updatable = false)
    AccountRow account;

    @Column(nullable = false, updatable = false)
    Instant until;

    protected FormerAddressRow() {
    }

    FormerAddressRow(AddressRow address, AccountRow account, Instant until) {
        this.address = address;
        this.account = account;
        this.until = until;
    }
}
