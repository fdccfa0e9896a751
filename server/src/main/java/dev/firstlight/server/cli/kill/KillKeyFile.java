package dev.firstlight.server.cli.kill;

import dev.firstlight.server.cli.CommandFailure;
import dev.firstlight.server.cli.ExitCode;
import dev.firstlight.wire.KillKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;

/**
 * A file with both keys, as OpenSSL writes them one behind the other.
 *
 * @param secret signs lists
 * @param open verifies them, and is given to SDKs
 */
public record KillKeyFile(PrivateKey secret, PublicKey open) {

    /** The keys in a file. */
    public static KillKeyFile read(Path file) {
        try {
            String text = Files.readString(file);
            return new KillKeyFile(KillKeys.privateKey(text), KillKeys.publicKey(text));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot read the key: " + e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    file + ": " + e.getMessage() + ". Both keys have to be in it; --new-key makes such a file.");
        }
    }

    /** Makes a pair; never in the place of another. */
    public static KillKeyFile make(Path file) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            Files.writeString(file, KillKeys.pem(pair.getPrivate(), pair.getPublic()), StandardOpenOption.WRITE);
            return new KillKeyFile(pair.getPrivate(), pair.getPublic());
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, file + " is there already; SDKs that have its key would obey no other.");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot write the key: " + e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key for SDKs, on one line. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(open.getEncoded());
    }
}
