package barua.directory;

import barua.message.Address;
import barua.message.Domain;
import jakarta.ejb.Stateless;
import java.util.List;

/**
 * Changes to the directory, each one transaction; afterwards {@link Directory} shows it and listeners hear of it.
 * Database trouble comes out as {@link jakarta.ejb.EJBException}: nothing was changed.
 */
@Stateless
public class Registry {

    public void addDomain(Domain domain) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    /** @throws DirectoryException NOT_ALLOWED while it has accounts or aliases */
    public void removeDomain(Domain domain) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    /** @param password UTF-8, hashed here (Argon2id and a SCRAM-SHA-256 verifier); the caller wipes it */
    public Account addAccount(Address address, String name, byte[] password, String language) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    public void removeAccount(Address address) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    /** The old address stays as an alias. */
    public void renameAccount(Address from, Address to) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    public void password(Address address, byte[] password) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    public void enable(Address address, boolean enabled) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    /** @param bytes {@link Long#MAX_VALUE} for no limit */
    public void quota(Address address, long bytes) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    public void administrator(Address address, boolean administrator) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    /** Language and display name, by the person itself. */
    public void present(Address address, String name, String language) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    /** Adds targets to an alias, which is made where it is missing. */
    public void addAlias(Address alias, List<Address> targets) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }

    /** Takes targets away, all where none is named; an alias without targets is gone. */
    public void removeAlias(Address alias, List<Address> targets) throws DirectoryException {
        throw new UnsupportedOperationException("contract");
    }
}
