package mer4j.report;

import java.io.IOException;

/** A table of a study: which results it takes and how it sets them beside each other. */
public interface StudyTable {
  /**
   * Assembles it from what is there; a result that is missing is an empty cell.
   *
   * @throws IOException naming a file that is damaged
   */
  ReportTable assemble(ResultsFolder results) throws IOException;
}
