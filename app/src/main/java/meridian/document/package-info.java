/**
 * Documents as people hand them over: what a document says ({@link meridian.document.DocumentContent}), written once and
 * turned into DOCX, PDF or a page; how it is numbered and named. The modules that own the data (charter, work plan,
 * minutes) say what goes into their documents; this one knows nothing of them. Spreadsheets of a plan are the plan's own.
 * Files that people attach to things are kept here, too; who may see one is told by the module of the thing ({@link meridian.document.FileSubject}).
 */
@ApplicationModule(allowedDependencies = {"tenancy", "identity", "activity", "index", "outbox", "web"})
@NullMarked
package meridian.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
