package mer4j.audio;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;

/**
 * Decodes audio files to float samples with FFmpeg's libraries, called in process.
 *
 * <p>The samples are those libsndfile gives: floats that are never clipped, integers divided by
 * their full scale, and the encoder's delay and padding removed where an mp3 file's LAME header
 * tells them. Channels come in the order of WAV files, also where the file has another (Vorbis with
 * more than two channels); Opus is decoded at its own 48 kHz. Every call opens its own decoder, so
 * calls from several threads are independent.
 */
public final class AudioDecoder {
  private static final Set<String> EXTENSIONS =
      Set.of("mp3", "wav", "flac", "ogg", "oga", "opus", "aif", "aiff", "m4a");

  /** Container formats that may be opened: none that refers to other files or to the network. */
  private static final String FORMATS =
      "mp3,wav,w64,rf64,flac,ogg,aiff,mov,mp4,m4a,3gp,3g2,mj2,aac,caf,au";

  private AudioDecoder() {}

  /** Whether a file's name ends like that of an audio file ({@code .mp3}, {@code .wav}, ...). */
  public static boolean looksLikeAudio(Path file) {
    var name = file.getFileName() == null ? "" : file.getFileName().toString();
    var dot = name.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /**
   * Decodes a whole file.
   *
   * <p>A file that ends in the middle is decoded as far as it goes; damaged parts are left out. In
   * both cases {@link DecodedAudio#truncated()} is set.
   *
   * @param file an audio file: mp3, wav, flac, ogg and others that FFmpeg knows
   * @throws IOException if it is missing, unreadable, empty, no audio, or nothing of it could be
   *     decoded; the message names the file and the reason
   */
  public static DecodedAudio decode(Path file) throws IOException {
    var buffer = new ChannelBuffer[1];
    var decoded =
        decode(
            file,
            (channels, sampleRate, expected) -> buffer[0] = new ChannelBuffer(channels, expected));
    return new DecodedAudio(buffer[0].samples(), decoded.sampleRate(), decoded.truncated());
  }

  /** Decodes a file into what is made for it when its first frame is there. */
  static FfmpegStream.Decoded decode(Path file, SampleSink.Maker maker) throws IOException {
    check(file);
    try (var name = nativeName(file);
        var stream = new FfmpegStream(file, name, FORMATS, maker)) {
      return stream.decode();
    }
  }

  private static void check(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": a folder, not an audio file");
    }
    if (!Files.exists(file)) {
      throw new IOException(file + ": no such file");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + ": no permission to read it");
    }
    if (Files.isRegularFile(file) && Files.size(file) == 0) {
      throw new IOException(file + ": empty file");
    }
  }

  /**
   * The name FFmpeg opens: the prefix keeps a name like {@code http:x.mp3} from being taken for a
   * protocol, and the bytes are the file system's own, whatever the locale can express.
   */
  private static BytePointer nativeName(Path file) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes("file:".getBytes(StandardCharsets.US_ASCII));
    if (File.separatorChar == '/') {
      var path = file.toAbsolutePath().toUri().getRawPath();
      for (var i = 0; i < path.length(); i++) {
        if (path.charAt(i) == '%') {
          bytes.write(Integer.parseInt(path, i + 1, i + 3, 16));
          i += 2;
        } else {
          bytes.write(path.charAt(i));
        }
      }
    } else {
      bytes.writeBytes(file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
    }
    bytes.write(0);
    return new BytePointer(bytes.toByteArray());
  }
}
