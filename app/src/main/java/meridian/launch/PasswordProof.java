package meridian.launch;

import java.util.Map;
import meridian.identity.Accounts;
import meridian.identity.Attempts;
import meridian.identity.Attempts.Door;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whoever signs types their password again; too many wrong ones make them wait as at the door. */
@Component
@Order(0)
class PasswordProof implements SignatureProvider {
    private final Accounts accounts;
    private final Attempts attempts;

    PasswordProof(Accounts accounts, Attempts attempts) {
        this.accounts = accounts;
        this.attempts = attempts;
    }

    @Override
    public String name() {
        return "password";
    }

    @Override
    public Proof prove(Letter letter, Map<String, String> typed, Reader reader, String address) {
        var name = accounts.emailOf(reader.account());
        if (typed.getOrDefault("password", "").isEmpty()) throw Refused.at("password", "refused.missing");
        attempts.begin(Door.SIGNIN, name, address, "password");
        if (!accounts.proves(reader.account(), typed.getOrDefault("password", ""))) throw Refused.at("password", "launch.password_wrong");
        attempts.succeeded(Door.SIGNIN, name, address);
        return new Proof(name(), "");
    }
}
