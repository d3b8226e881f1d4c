package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractionSettingsTest {
  @Test
  void theStudyHas14FeaturesAnd204Rows() {
    var settings = ExtractionSettings.study();
    assertEquals(14, settings.features().size());
    assertEquals(204, settings.rows());
    assertEquals(204, settings.rowNames().size());
    // First rows as the study's stacking order gives them.
    assertEquals(0, settings.firstRow("chroma_stft"));
    assertEquals(12, settings.firstRow("chroma_cqt"));
    assertEquals(24, settings.firstRow("chroma_vqt"));
    assertEquals(36, settings.firstRow("melspectrogram"));
    assertEquals(164, settings.firstRow("mfcc"));
    assertEquals(184, settings.firstRow("rms"));
    assertEquals(187, settings.firstRow("spectral_contrast"));
    assertEquals(196, settings.firstRow("tonnetz"));
    assertEquals(203, settings.firstRow("tempo"));
    assertEquals("mfcc_3", settings.rowNames().get(167));
    assertEquals("tempo", settings.rowNames().get(203));
  }

  @Test
  void allHoldsTheStudyAndWhatCanBeStackedOnIt() {
    var all = FeatureCatalogue.all();
    assertEquals(FeatureCatalogue.study(), all.subList(0, 14));
    assertTrue(all.stream().anyMatch(f -> f.name().equals("tempogram") && f.rows() == 384));
    assertTrue(all.stream().noneMatch(Feature::ownFile));
    assertTrue(FeatureCatalogue.byName("fourier_tempogram").ownFile());
    assertEquals(0, ExtractionSettings.parse("fourier_tempogram", "native").rows());
  }

  @Test
  void orderAndRepetitionOfNamesDoNotMatter() {
    var one = ExtractionSettings.parse("rms, mfcc,rms", "22050");
    var other = ExtractionSettings.parse("mfcc,rms", "22050");
    assertEquals(other, one);
    assertEquals(other.digest(), one.digest());
    assertEquals(List.of("mfcc", "rms"), one.features().stream().map(Feature::name).toList());
  }

  @Test
  void digestChangesWithEveryOption() {
    var study = ExtractionSettings.study();
    assertEquals(16, study.digest().length());
    assertNotEquals(study.digest(), ExtractionSettings.parse("study", "native").digest());
    assertNotEquals(study.digest(), ExtractionSettings.parse("all", "22050").digest());
    assertEquals(study.digest(), ExtractionSettings.parse("study", "22050").digest());
  }

  @Test
  void jsonIsReadBack() {
    for (var settings :
        List.of(
            ExtractionSettings.study(), ExtractionSettings.parse("rms,chroma_cens", "native"))) {
      assertEquals(settings, ExtractionSettings.fromJson(settings.toJson()));
    }
    refused(() -> ExtractionSettings.fromJson("{"), "not JSON");
    refused(() -> ExtractionSettings.fromJson("[]"), "version");
    var other = ExtractionSettings.study().toJson().replace("\"extractor\":1", "\"extractor\":0");
    refused(() -> ExtractionSettings.fromJson(other), "version 0");
  }

  @Test
  void wrongOptionsAreNamedWithWhatIsAllowed() {
    refused(() -> FeatureCatalogue.parse("mfcc,mfccs"), "unknown feature 'mfccs'; allowed: study,");
    refused(() -> FeatureCatalogue.parse(""), "zero_crossing_rate");
    refused(() -> ExtractionSettings.parse("study", "fast"), "'fast'");
    refused(() -> ExtractionSettings.parse("study", "0"), "'0'");
    refused(() -> ExtractionSettings.parse("study", "-5"), "-5 Hz");
    refused(() -> new ExtractionSettings(List.of(), 0), "no features");
  }

  private static void refused(Runnable action, String reason) {
    var e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
