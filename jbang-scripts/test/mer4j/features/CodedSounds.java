package mer4j.features;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mer4j.features.StrangeInput.Cut;
import mer4j.features.StrangeInput.Outcome;
import mer4j.features.StrangeInput.Refused;
import mer4j.features.StrangeInput.Right;
import mer4j.features.StrangeInput.Sound;
import mer4j.features.StrangeInput.SoundOrRefused;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * Compressed files: unusual ones, cut ones, ones with flipped bits, with strange tags, with names
 * of other formats. Encoded by the FFmpeg program that comes with the decoder's library.
 */
final class CodedSounds {
  /** What one run of FFmpeg makes: file and the options that make it. */
  private static final Map<String, String> ENCODINGS = encodings();

  /** Rounding of lossy coders, as a share of the loudest frame. */
  private static final double LOSSY = 0.1;

  private final StrangeInputs inputs;
  private final float[] signal;
  private final int rate;
  private final Map<String, byte[]> coded = new LinkedHashMap<>();

  CodedSounds(StrangeInputs inputs, float[] signal, int rate) {
    this.inputs = inputs;
    this.signal = signal;
    this.rate = rate;
  }

  private static Map<String, String> encodings() {
    var encodings = new LinkedHashMap<String, String>();
    encodings.put("constant bit rate.mp3", "-c:a libmp3lame -ar 44100 -ac 2 -b:a 128k");
    encodings.put("variable bit rate.mp3", "-c:a libmp3lame -ar 44100 -ac 2 -q:a 2");
    encodings.put("greatest bit rate.mp3", "-c:a libmp3lame -ar 48000 -ac 2 -b:a 320k");
    encodings.put("MPEG-2.mp3", "-c:a libmp3lame -ar 22050 -af pan=mono|c0=c0 -b:a 64k");
    encodings.put("MPEG-2.5.mp3", "-c:a libmp3lame -ar 8000 -af pan=mono|c0=c0 -b:a 16k");
    encodings.put("no length told.mp3", "-c:a libmp3lame -ar 44100 -ac 2 -b:a 96k -write_xing 0");
    encodings.put("16 bit.flac", "-c:a flac -sample_fmt s16");
    encodings.put("24 bit.flac", "-c:a flac -sample_fmt s32");
    encodings.put("vorbis.ogg", "-c:a vorbis -strict -2 -ac 2");
    encodings.put("opus.opus", "-c:a libopus -b:a 64k");
    encodings.put("aac.m4a", "-c:a aac -b:a 96k");
    encodings.put("lossless.m4a", "-c:a alac");
    encodings.put("apple.aiff", "-c:a pcm_s16be");
    encodings.put("apple 24 bit.aif", "-c:a pcm_s24be");
    encodings.put("telephone.wav", "-c:a pcm_mulaw");
    encodings.put("telephone in Europe.wav", "-c:a pcm_alaw");
    encodings.put("adaptive.wav", "-c:a adpcm_ms");
    encodings.put("64 bit lengths.wav", "-c:a pcm_s16le -rf64 always");
    return encodings;
  }

  /** Encodes the sound in every way and adds the files as they are. */
  void encode() throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("coded");
    var source = folder.resolve("source.wav");
    Files.write(source, WavBytes.of(signal, rate, 2, WavBytes.Coding.F32));
    var command = new ArrayList<String>();
    command.addAll(List.of(Loader.load(ffmpeg.class), "-loglevel", "error", "-nostdin"));
    command.addAll(List.of("-i", source.toString()));
    ENCODINGS.forEach(
        (name, options) -> {
          command.addAll(List.of(options.split(" ")));
          command.add(folder.resolve(name).toString());
        });
    run(command);
    for (var name : ENCODINGS.keySet()) {
      var content = Files.readAllBytes(folder.resolve(name));
      coded.put(name, content);
      boolean exact = name.matches(".*(flac|lossless|apple|64 bit).*");
      boolean long16 = name.matches("MPEG-2.5.*|telephone.*|adaptive.*");
      // Coders that tell no exact length add up to two of their blocks.
      int slack = name.matches("no length.*|aac.*|adaptive.*") ? 5_000 : exact ? 0 : 30;
      double tolerance = exact ? 1e-3 : long16 ? 0.3 : LOSSY;
      inputs.add(name, content, new Right(signal, rate, tolerance, slack));
    }
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Frames of any length, which only LAME writes; skipped, and said so, where there is none. */
  static Path freeFormat(Path folder, float[] signal, int rate)
      throws IOException, InterruptedException {
    var wav = folder.resolve("source.wav");
    Files.write(wav, WavBytes.of(signal, rate, 1, WavBytes.Coding.S16));
    var file = folder.resolve("free format.mp3");
    try {
      run(List.of("lame", "--quiet", "--freeformat", "-b", "400", wav.toString(), file.toString()));
    } catch (IOException e) {
      assumeTrue(false, "needs the program lame");
    }
    return file;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command.getFirst() + " failed: " + said);
    }
  }

  /** Every coding cut, and with single bits flipped at its front and anywhere. */
  void damage(SplittableRandom random) {
    for (var entry : coded.entrySet()) {
      if (!entry.getKey().matches("(constant|variable|16 bit|vorbis|opus|aac|apple\\.).*")) {
        continue;
      }
      var bytes = entry.getValue();
      int point = entry.getKey().lastIndexOf('.');
      var name = entry.getKey().substring(0, point);
      var ending = entry.getKey().substring(point);
      for (int percent : new int[] {10, 50, 90}) {
        int length = bytes.length * percent / 100;
        inputs.add(
            name + " to " + percent + " %" + ending,
            Arrays.copyOf(bytes, length),
            cut(ending, percent));
      }
      inputs.add(
          name + " but a byte" + ending, Arrays.copyOf(bytes, bytes.length - 1), cut(ending, 99));
      for (int i = 1; i <= 3; i++) {
        var header = flipped(bytes, 0, Math.min(200, bytes.length), 2 * i, random);
        inputs.add(name + " header " + i + ending, header, new SoundOrRefused());
        var frames = flipped(bytes, 0, bytes.length, 10 * i, random);
        inputs.add(name + " frames " + i + ending, frames, new SoundOrRefused());
      }
    }
  }

  /**
   * Cut files are used as far as they go; an m4a file has its table of contents last, and an Ogg
   * file this short is one page.
   */
  private static Outcome cut(String ending, int percent) {
    return switch (ending) {
      case ".m4a" -> percent < 99 ? new Refused("") : new SoundOrRefused();
      case ".ogg", ".opus" -> new SoundOrRefused();
      default -> percent < 90 ? new SoundOrRefused() : new Cut();
    };
  }

  private static byte[] flipped(byte[] bytes, int from, int to, int bits, SplittableRandom random) {
    var flipped = bytes.clone();
    for (int i = 0; i < bits; i++) {
      flipped[random.nextInt(from, to)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** Tags of all sorts around mp3 frames. */
  void tags(SplittableRandom random) {
    var frames = coded.get("constant bit rate.mp3");
    var right = new Right(signal, rate, LOSSY, 30);
    int tagged = 10 + (frames[8] << 7 | frames[9]);
    var bare = Arrays.copyOfRange(frames, tagged, frames.length);
    inputs.add("no tag.mp3", bare, right);
    var image = new byte[6_000_000];
    random.nextBytes(image);
    inputs.add("huge tag.mp3", joined(id3(image, image.length), bare), right);
    inputs.add("tag of zeros.mp3", joined(id3(new byte[100_000], 100_000), bare), right);
    inputs.add("two tags.mp3", joined(id3(new byte[99], 99), joined(frames, id3v1())), right);
    inputs.add("tag only.mp3", id3(new byte[5_000], 5_000), new Refused(""));
    inputs.add("old tag only.mp3", id3v1(), new Refused(""));
    var lying = joined(id3(new byte[100], 50_000_000), bare);
    inputs.add("tag longer than the file.mp3", lying, new SoundOrRefused());
    inputs.add("tag cut.mp3", Arrays.copyOf(id3(image, image.length), 1_000), new Refused(""));
    var garbage = new byte[20_000];
    random.nextBytes(garbage);
    inputs.add("noise before the frames.mp3", joined(garbage, bare), new SoundOrRefused());
    var hole = frames.clone();
    Arrays.fill(hole, hole.length / 2, hole.length / 2 + 1_500, (byte) 0);
    inputs.add("a hole of zeros.mp3", hole, new Sound());
    var other = coded.get("MPEG-2.5.mp3");
    inputs.add("two rates in a row.mp3", joined(bare, other), new Sound());
    inputs.add("twice in a row.mp3", joined(frames, frames), new Sound());
    inputs.add("one frame.mp3", Arrays.copyOf(bare, 417), new SoundOrRefused());
    inputs.add("noise.mp3", garbage, new Refused("not an audio file"));
    inputs.add("zeros.mp3", new byte[50_000], new Refused("not an audio file"));
    inputs.add("text.mp3", "la la la\n".repeat(999).getBytes(), new Refused("not an audio file"));
    inputs.add("archive.mp3", joined(new byte[] {'P', 'K', 3, 4}, garbage), new Refused(""));
    inputs.add("web page.ogg", "<!DOCTYPE html><p>404".getBytes(), new Refused(""));
  }

  /** The format is known by the content, not by the name. */
  void wrongNames() {
    var mp3 = coded.get("constant bit rate.mp3");
    var flac = coded.get("16 bit.flac");
    inputs.add("an mp3 called.wav", mp3, new Right(signal, rate, LOSSY, 30));
    inputs.add("an mp3 called.flac", mp3, new Right(signal, rate, LOSSY, 30));
    inputs.add("a flac called.mp3", flac, new Right(signal, rate, 1e-3, 0));
    inputs.add("a flac called.ogg", flac, new Right(signal, rate, 1e-3, 0));
    inputs.add("an ogg called.MP3", coded.get("vorbis.ogg"), new Right(signal, rate, LOSSY, 30));
    inputs.add("an m4a called.wav", coded.get("lossless.m4a"), new Right(signal, rate, 1e-3, 0));
    inputs.add("an mp3 called.txt", mp3, new StrangeInput.Unnoticed());
    inputs.add("an mp3 called mp3", mp3, new StrangeInput.Unnoticed());
  }

  private static byte[] id3(byte[] content, int toldLength) {
    var head = new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0};
    for (int i = 0; i < 4; i++) {
      head[6 + i] = (byte) (toldLength >> 7 * (3 - i) & 0x7f);
    }
    return joined(head, content);
  }

  private static byte[] id3v1() {
    var tag = new byte[128];
    tag[0] = 'T';
    tag[1] = 'A';
    tag[2] = 'G';
    return tag;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
