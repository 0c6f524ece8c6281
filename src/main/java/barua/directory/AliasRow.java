package barua.directory;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** An alias and the addresses it leads to. */
@Entity
@Table(name = "alias")
class AliasRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @OneToOne(optional = false)
    @JoinColumn(name = "address_id", updatable = false)
    AddressRow address;

    @ElementCollection
    @CollectionTable(name = "alias_target", joinColumns = @JoinColumn(name = "alias_id"))
    @Column(name = "target", nullable = false)
    Set<String> targets = new HashSet<>();

    @Column(nullable = false, updatable = false)
    Instant created;

    protected AliasRow() {
    }

    AliasRow(AddressRow address, Instant created) {
        this.address = address;
        this.created = created;
    }
}
