package mer4j;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Runs unit tests first, then the scripts as processes ({@code mer4j.scripts}), then the notebooks
 * ({@code mer4j.notebooks}), each by name: a plain mistake shows within seconds.
 */
public final class SlowTestsLast implements ClassOrderer {
  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.<ClassDescriptor>comparingInt(c -> stage(c.getTestClass()))
                .thenComparing(c -> c.getTestClass().getName()));
  }

  private static int stage(Class<?> test) {
    return switch (test.getPackageName()) {
      case "mer4j.scripts" -> 1;
      case "mer4j.notebooks" -> 2;
      default -> 0;
    };
  }
}
