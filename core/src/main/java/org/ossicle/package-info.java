/**
 * What applications use: load a {@link org.ossicle.SpeechModel}, open a {@link
 * org.ossicle.RecognizerStream} per speaker, feed samples, take {@link org.ossicle.SpeechEvent}s.
 *
 * <pre>{@code
 * try (SpeechModel model = SpeechModel.load(Path.of("zipformer-en"));
 *         RecognizerStream stream = model.newStream()) {
 *     stream.accept(samples, 0, samples.length, PcmFormat.monoFloat32(16_000));
 *     stream.finish();
 *     for (SpeechEvent event; (event = stream.poll()) != null; ) {
 *         if (event instanceof SpeechEvent.Final said) {
 *             System.out.println(said.transcript().text());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Everything that goes wrong is an {@link org.ossicle.error.OssicleException}; arguments that
 * are wrong in themselves are {@link java.lang.IllegalArgumentException} or {@link
 * java.lang.IndexOutOfBoundsException}.
 */
package org.ossicle;
