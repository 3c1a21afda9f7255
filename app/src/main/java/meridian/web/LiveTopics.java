package meridian.web;

import java.util.Collection;
import java.util.Set;
import meridian.tenancy.Reader;

/** Topics of a module of its own, beside those of projects and people; a bean of the module that knows who may hear of them. */
public interface LiveTopics {
    /** Those of the topics that are its own and that this reader may know of. */
    Set<String> permitted(Collection<String> topics, Reader reader);
}
