package org.ossicle.cache;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ossicle.engine.lowering.LoweredPlan;

/**
 * Lowered plans in files of one folder, each under the {@linkplain PlanKey key} of all it was made
 * from. Any number of threads and processes may use a folder at once.
 *
 * <p>A cache never makes anything fail: what cannot be read, is damaged or belongs to another build
 * counts as not there, what cannot be written is not kept; the first time of each is logged.
 * Immutable.
 */
public final class PlanCache {
    /** Names the folder to use instead of the user's, or {@code off}. */
    public static final String PROPERTY = "ossicle.cache";

    /** Keeps nothing. */
    public static final PlanCache NONE = new PlanCache(null, 0);

    static final String SUFFIX = ".plan";

    /** What the files of a folder may take together before the oldest go. */
    static final long USUAL_BYTES = 256L << 20;

    /** The share of that which a single entry may take. */
    private static final int SHARES = 4;

    private static final AtomicBoolean READING_LOGGED = new AtomicBoolean();
    private static final AtomicBoolean WRITING_LOGGED = new AtomicBoolean();

    private final CacheFolder folder;
    private final long mostBytes;

    private PlanCache(CacheFolder folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** A cache in a folder, which is made for its owner only when it is first written to. */
    public static PlanCache in(Path folder) {
        return in(folder, USUAL_BYTES);
    }

    static PlanCache in(Path folder, long mostBytes) {
        return new PlanCache(new CacheFolder(folder.toAbsolutePath(), SUFFIX), mostBytes);
    }

    /**
     * The cache that {@value #PROPERTY} names, or else {@code ossicle/plans} in the user's folder
     * for caches: {@code XDG_CACHE_HOME}, or {@code .cache} at home. {@link #NONE} if there is no
     * such place.
     */
    public static PlanCache usual() {
        return of(
                System.getProperty(PROPERTY),
                System.getenv("XDG_CACHE_HOME"),
                System.getProperty("user.home", ""));
    }

    static PlanCache of(String property, String cacheHome, String home) {
        try {
            if (property != null && !property.isBlank()) {
                return property.strip().equals("off") ? NONE : in(Path.of(property.strip()));
            }
            if (cacheHome != null && Path.of(cacheHome).isAbsolute()) {
                return in(Path.of(cacheHome, "ossicle", "plans"));
            }
            boolean known = !home.isEmpty() && !home.equals("?");
            return known ? in(Path.of(home, ".cache", "ossicle", "plans")) : NONE;
        } catch (InvalidPathException e) {
            logOnce(READING_LOGGED, Level.WARNING, "no plans are cached: " + e.getMessage());
            return NONE;
        }
    }

    /** Whether anything can be found or kept. */
    public boolean isActive() {
        return folder != null;
    }

    /** Where the files are, or null if nothing is kept. */
    public Path folder() {
        return folder == null ? null : folder.path();
    }

    /**
     * The plan kept under a key.
     *
     * @param model the file with the content that the key was made from; weights stay in it
     * @return null if there is none
     */
    public LoweredPlan find(PlanKey key, Path model) {
        String name = key.fileName();
        try {
            ByteBuffer content = folder.read(name, mostBytes);
            LoweredPlan found = content == null ? null : EntryReader.read(content, key, model);
            if (found != null) {
                folder.markUsed(name);
            }
            return found;
        } catch (IOException | SecurityException e) {
            String what = "cannot read cached plans, models are compiled anew: " + e;
            logOnce(READING_LOGGED, Level.INFO, what);
        } catch (EntryReader.DamagedException e) {
            forget(key, e.getMessage());
        }
        return null;
    }

    /** Removes what is kept under a key, because it is of no use. */
    public void forget(PlanKey key, String reason) {
        String file = folder.path().resolve(key.fileName()).toString();
        String what = "cached plan " + file + " is damaged and compiled anew: " + reason;
        logOnce(READING_LOGGED, Level.WARNING, what);
        folder.delete(key.fileName());
    }

    /** Keeps a plan under a key, and lets go of others where all together would be too large. */
    public void store(PlanKey key, LoweredPlan lowered) {
        ByteBuffer content = EntryWriter.write(key, lowered, mostBytes / SHARES);
        if (content == null) {
            return;
        }
        try {
            folder.write(key.fileName(), content);
            folder.shrinkTo(mostBytes);
        } catch (IOException | SecurityException | UnsupportedOperationException e) {
            logOnce(WRITING_LOGGED, Level.INFO, "cannot keep compiled plans: " + e);
        }
    }

    /** The logger is made here because making one takes longer than reading a plan. */
    private static void logOnce(AtomicBoolean logged, Level level, String what) {
        if (!logged.getAndSet(true)) {
            System.getLogger(PlanCache.class.getName()).log(level, what);
        }
    }
}
