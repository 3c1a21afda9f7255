package meridian.document;

import java.util.List;
import java.util.UUID;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;

/** The files of one thing as one person sees them. {@code next} is the id of the file that may come, {@code largest} how large it may be. */
public record FileShelf(Ref of, List<Attachment> files, boolean mayAttach, boolean mayKeep, MemberId reader, UUID next, long largest) {
    public boolean mayRemove(Attachment file) {
        return mayKeep || mayAttach && file.by().equals(reader);
    }

    /** Nothing there, and nothing that this person could add. */
    public boolean bare() {
        return files.isEmpty() && !mayAttach;
    }
}
