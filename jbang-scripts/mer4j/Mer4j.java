package mer4j;

//JAVA 25+
//SOURCES **.java
//DEPS org.deeplearning4j:deeplearning4j-nn:1.0.0-M2.1
//DEPS org.nd4j:nd4j-native:1.0.0-M2.1
//DEPS org.bytedeco:javacpp:1.5.12
//DEPS org.bytedeco:javacpp:1.5.12:${javacpp.platform:linux-x86_64}
//DEPS org.bytedeco:openblas:0.3.30-1.5.12
//DEPS org.bytedeco:openblas:0.3.30-1.5.12:${javacpp.platform:linux-x86_64}
//DEPS org.bytedeco:ffmpeg:7.1.1-1.5.12
//DEPS org.bytedeco:ffmpeg:7.1.1-1.5.12:${javacpp.platform:linux-x86_64}
//DEPS com.github.st-h:TarsosDSP:2.4.1
//DEPS com.github.haifengl:smile-core:6.2.0
//DEPS tech.tablesaw:tablesaw-core:0.44.4
//DEPS org.knowm.xchart:xchart:4.0.3
//DEPS org.dflib.jjava:jjava-jupyter:1.0-a6
//DEPS org.slf4j:slf4j-api:2.0.17
//DEPS org.slf4j:slf4j-nop:2.0.17
//DEPS info.picocli:picocli:4.7.7
//DEPS me.tongfei:progressbar:0.10.2
//DEPS com.fasterxml.jackson.core:jackson-databind:2.19.0
//DEPS it.unimi.dsi:fastutil:8.5.13
//FILES META-INF/services/org.dflib.jjava.jupyter.Extension=notebook/org.dflib.jjava.jupyter.Extension
//COMPILE_OPTIONS --add-modules jdk.incubator.vector -Xlint:-incubating

/** Carries the dependencies of the library; every script pulls this one file. */
public final class Mer4j {
  /** Version of the library and of every script. */
  public static final String VERSION = "0.1.0";

  private Mer4j() {}
}
