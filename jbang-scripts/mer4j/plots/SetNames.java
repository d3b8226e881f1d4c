package mer4j.plots;

import java.util.Map;
import java.util.regex.Pattern;

/** Data sets as readers know them: options and files write them in small letters. */
public final class SetNames {
  private static final Map<String, String> SHOWN = Map.of("4q", "4Q", "jamendo", "MTG-Jamendo");

  /** A name by itself: not a part of a longer word or of a file's name. */
  private static final Pattern NAME = Pattern.compile("(?<![\\w.-])(4q|jamendo)(?![\\w-]|\\.\\w)");

  private SetNames() {}

  /** A title or caption with every data set under the name that readers know. */
  public static String shown(String text) {
    return NAME.matcher(text).replaceAll(found -> SHOWN.get(found.group()));
  }
}
