package meridian;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The application: its modules are the packages beside this class. */
@SpringBootApplication
@Modulithic(systemName = "Meridian")
public class Meridian {
    public static void main(String[] arguments) {
        System.exit(Commands.run(arguments));
    }
}
