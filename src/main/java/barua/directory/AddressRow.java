package barua.directory;

import barua.message.Address;
import barua.message.Domain;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/**
 * One address of ours, folded; an account, a former address or an alias hangs on it. The rows read each other's fields directly,
 * so no association is lazy: a proxy's fields would be empty. Queries for many fetch what they need by join.
 */
@Entity
@Table(name = "address")
class AddressRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @ManyToOne(optional = false)
    @JoinColumn(name = "domain_id", updatable = false)
    DomainRow domain;

    @Column(name = "local_part", nullable = false, updatable = false)
    String local;

    protected AddressRow() {
    }

    AddressRow(DomainRow domain, String local) {
        this.domain = domain;
        this.local = local;
    }

    Address address() {
        return new Address(local, new Domain(domain.name));
    }
}
