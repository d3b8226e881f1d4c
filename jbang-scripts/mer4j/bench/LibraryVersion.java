package mer4j.bench;

/** Versions of the libraries that are measured. */
final class LibraryVersion {
  private LibraryVersion() {}

  /** The version in the name of the file that a class comes from, such as 2.4.1. */
  static String of(Class<?> one) {
    var file = one.getProtectionDomain().getCodeSource().getLocation().getPath();
    return file.replaceFirst(".*?-([0-9][^/]*)\\.jar$", "$1");
  }
}
