package org.ossicle.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.ossicle.engine.PlanState;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Slot;
import org.ossicle.plan.StatePair;

/** What every binding leaves to its base, over a library that only takes notes. */
class NativePlanTest {
    private static final int INPUT_BYTES = 12;
    private static final int STATE_BYTES = 8;

    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final ByteBuffer stateMemory = ByteBuffer.allocateDirect(STATE_BYTES);
    private Runnable running = () -> {};

    private final class Library implements PlanCalls, StreamCalls {
        private final String name;

        Library(String name) {
            this.name = name;
        }

        @Override
        public StreamCalls newStream() {
            return new Library("stream");
        }

        @Override
        public long packedBytes() {
            return 77;
        }

        @Override
        public ByteBuffer input(int i, long bytes) {
            return ByteBuffer.allocateDirect((int) bytes).put(0, (byte) 1);
        }

        @Override
        public ByteBuffer output(int i, long bytes) {
            return ByteBuffer.allocateDirect((int) bytes).put(0, (byte) 2);
        }

        @Override
        public ByteBuffer current(int i, long bytes) {
            assertEquals(STATE_BYTES, bytes);
            return stateMemory.duplicate();
        }

        @Override
        public void run() {
            running.run();
            notes.add("run");
        }

        @Override
        public void reset() {
            notes.add("reset");
        }

        @Override
        public void free() {
            notes.add("free " + name);
        }
    }

    private NativePlan plan() {
        List<PlanTensor> tensors =
                List.of(
                        tensor(0, "in", Residence.INPUT, 3),
                        tensor(1, "out", Residence.OUTPUT, 1),
                        tensor(2, "cache", Residence.STATE, 2),
                        tensor(3, "new cache", Residence.STATE, 2));
        List<Slot> slots =
                List.of(
                        new Slot(Residence.INPUT, INPUT_BYTES),
                        new Slot(Residence.OUTPUT, Float.BYTES),
                        new Slot(Residence.STATE, STATE_BYTES),
                        new Slot(Residence.STATE, STATE_BYTES));
        Plan plan =
                new Plan(
                        "noted",
                        tensors,
                        List.of(),
                        slots,
                        List.of(),
                        List.of(0),
                        List.of(1),
                        List.of(new StatePair("cache", 2, 3)),
                        0);
        return new NativePlan(plan, new Library("plan"), List.of());
    }

    private static PlanTensor tensor(int id, String name, Residence residence, long size) {
        return new PlanTensor(
                id, name, DType.FLOAT32, new long[] {size}, new long[] {1}, residence, id, 0);
    }

    @Test
    void handsOutTheMemoryOfInputsAndOutputs() {
        try (NativePlan plan = plan();
                PlanState state = plan.newState()) {
            assertEquals(77, plan.residentWeightBytes());
            assertSame(state.input(0), state.input(0));
            assertEquals(INPUT_BYTES, state.input(0).capacity());
            assertEquals(1, state.input(0).getInt(0), "little-endian");
            assertEquals(2, state.output(0).getInt(0));
        }
    }

    @Test
    void copiesStatesFromAndToThePositionOfABuffer() {
        try (NativePlan plan = plan();
                PlanState state = plan.newState()) {
            ByteBuffer source = ByteBuffer.allocate(20).order(ByteOrder.BIG_ENDIAN);
            source.putLong(4, 0x0102030405060708L).position(4);
            state.writeState(0, source);
            assertEquals(12, source.position());
            assertEquals(0x0102030405060708L, stateMemory.getLong(0), "byte for byte");
            ByteBuffer target = ByteBuffer.allocate(10).position(2);
            state.readState(0, target);
            assertEquals(10, target.position());
            assertEquals(0x0102030405060708L, target.getLong(2));
        }
    }

    @Test
    void refusesABufferThatIsTooSmallForAState() {
        try (NativePlan plan = plan();
                PlanState state = plan.newState()) {
            ByteBuffer small = ByteBuffer.allocate(STATE_BYTES).position(1);
            for (Executable call :
                    List.<Executable>of(
                            () -> state.readState(0, small), () -> state.writeState(0, small))) {
                InvalidGraphException e = assertThrows(InvalidGraphException.class, call);
                assertEquals("noted, state cache", e.where());
                assertEquals("7 bytes", e.found());
                assertEquals(1, small.position());
            }
            state.run();
        }
    }

    @Test
    void freesAStreamOnceAndAPlanOnce() {
        NativePlan plan = plan();
        PlanState state = plan.newState();
        plan.close();
        plan.close();
        assertThrows(ClosedException.class, plan::newState);
        assertThrows(ClosedException.class, plan::residentWeightBytes);
        state.run();
        state.close();
        state.close();
        assertEquals(List.of("free plan", "run", "free stream"), notes);
        ByteBuffer room = ByteBuffer.allocate(STATE_BYTES);
        assertThrows(ClosedException.class, state::run);
        assertThrows(ClosedException.class, state::reset);
        assertThrows(ClosedException.class, () -> state.readState(0, room));
        assertThrows(ClosedException.class, () -> state.writeState(0, room));
    }

    @Test
    void letsOneThreadInAndClosesAfterIt() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        running =
                () -> {
                    inside.countDown();
                    await(goOn);
                };
        NativePlan plan = plan();
        PlanState state = plan.newState();
        Thread runner = new Thread(state::run);
        runner.start();
        await(inside);
        ByteBuffer room = ByteBuffer.allocate(STATE_BYTES);
        for (Executable call :
                List.<Executable>of(
                        state::run,
                        state::reset,
                        () -> state.readState(0, room),
                        () -> state.writeState(0, room))) {
            assertInstanceOf(
                    ConcurrentUseException.class, assertThrows(RuntimeException.class, call));
        }
        Thread closer = new Thread(state::close);
        closer.start();
        closer.join(50);
        assertTrue(closer.isAlive(), "waits for the run");
        assertEquals(List.of(), notes);
        goOn.countDown();
        closer.join();
        runner.join();
        assertEquals(List.of("run", "free stream"), notes);
        plan.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void freesWhatNobodyClosed() throws InterruptedException {
        plan().newState().run();
        for (int round = 0; round < 500 && notes.size() < 3; round++) {
            System.gc();
            Thread.sleep(10);
        }
        assertTrue(notes.containsAll(List.of("free stream", "free plan")), notes.toString());
    }
}
