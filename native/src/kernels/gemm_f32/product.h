// The whole product: which tiles cover C, and how k is cut so that a panel of B stays in cache.
#pragma once

#include <utility>

#include "kernels/activate.h"
#include "kernels/gemm_f32/tile.h"

namespace ossicle::gemm_f32 {

// Longest block of k where many rows pass over a panel: the panel stays in the first cache. Two
// panels do not, and tiles over them read slowly enough to take them from the second one; long
// blocks of packed panels then save loads and stores of sums.
constexpr size_t kLongestBlock = 256;
constexpr size_t kLongestBlockOfTwo = 1024;
constexpr size_t kRowsThatPayForBlocks = 24;

// Bytes of long rows of A that stay in the second cache while all panels pass by, and the fewest
// rows that are worth reading all panels for.
constexpr size_t kBytesOfRows = size_t{512} << 10;
constexpr size_t kFewestRows = 48;

template <typename Stored>
using BlockOf = Block<typename Stored::Element>;

template <typename Stored>
using TileFn = void (*)(const BlockOf<Stored>& block);

template <typename V, typename Stored, size_t kPanels, size_t kUsed, bool kWhole, size_t... kRow>
OSSICLE_INLINE void RunTile(size_t rows, const BlockOf<Stored>& block,
                            std::index_sequence<kRow...>) {
  constexpr TileFn<Stored> kTiles[] = {&Tile<V, Stored, kRow + 1, kPanels, kUsed, kWhole>...};
  kTiles[rows - 1](block);
}

// Takes the rows of A through the panels of `block` in tiles as equal as can be.
template <typename V, typename Stored, size_t kMostRows, size_t kPanels, size_t kUsed, bool kWhole>
static void WalkRows(const GemmF32Args& args, BlockOf<Stored> block) {
  size_t left = args.m;
  for (size_t tiles = (left + kMostRows - 1) / kMostRows; tiles > 0; --tiles) {
    const size_t rows = (left + tiles - 1) / tiles;
    RunTile<V, Stored, kPanels, kUsed, kWhole>(rows, block, std::make_index_sequence<kMostRows>());
    const bool again = block.last && args.activation >= Activation::kSigmoid;
    if (again)
      ActivateStored<V>(args.activation, {block.c, args.c_row_stride, rows, block.columns});
    block.ahead += static_cast<ptrdiff_t>(block.segments * block.run) * block.ahead_step;
    block.a += static_cast<ptrdiff_t>(rows) * args.a_row_stride;
    block.c += static_cast<ptrdiff_t>(rows) * args.c_row_stride;
    if (block.row_bias != nullptr) block.row_bias += rows;
    left -= rows;
  }
}

// The last panel, of which fewer columns than its width belong to C.
template <typename V, typename Stored, size_t kMostRows>
OSSICLE_INLINE void WalkRowsOfCutPanel(const GemmF32Args& args, const BlockOf<Stored>& block) {
  const bool one = block.columns <= V::kLanes;
  if constexpr (Stored::kMayBeCut) {
    if (!args.b_filled_up && block.columns != V::kLanes) {
      if (one) return WalkRows<V, Stored, kMostRows, 1, 1, false>(args, block);
      return WalkRows<V, Stored, kMostRows, 1, 2, false>(args, block);
    }
  }
  if (one) return WalkRows<V, Stored, kMostRows, 1, 1, true>(args, block);
  return WalkRows<V, Stored, kMostRows, 1, 2, true>(args, block);
}

// Takes k through the panels of `block`, all at once or in blocks.
template <typename V, typename Stored, size_t kMostRows, size_t kPanels>
OSSICLE_INLINE void WalkBlocks(const GemmF32Args& args, const BlockOf<Stored>& panels) {
  constexpr size_t kWidth = kVectors * V::kLanes;
  const size_t run = args.a_segments > 0 ? args.k / args.a_segments : 0;
  const bool cut = args.a_segments == 1 && args.m >= kRowsThatPayForBlocks;
  const size_t longest = kPanels == 2 && args.b_filled_up ? kLongestBlockOfTwo : kLongestBlock;
  const size_t blocks = cut && run > 0 ? (run + longest - 1) / longest : 1;
  const size_t step = (run + blocks - 1) / blocks;
  BlockOf<Stored> block = panels;
  for (size_t i = 0; i < blocks; ++i) {
    const size_t first = i * step;
    block.a = panels.a + static_cast<ptrdiff_t>(first) * args.a_step;
    block.b = panels.b + static_cast<ptrdiff_t>(first) * args.b_row_stride;
    block.ahead = panels.ahead + static_cast<ptrdiff_t>(first * 2 * kPanels) * panels.ahead_step;
    block.run = run - first < step ? run - first : step;
    block.resume = args.accumulate || i > 0;
    block.last = i + 1 == blocks;
    if (block.columns < kWidth) {
      WalkRowsOfCutPanel<V, Stored, kMostRows>(args, block);
    } else {
      WalkRows<V, Stored, kMostRows, kPanels, kVectors, true>(args, block);
    }
  }
}

// Few rows take several panels at once, since a tile needs enough sums to keep the multipliers
// busy. Many rows take two where that leaves tiles large, since those have fewer elements to load;
// in between they take one, which is read from memory by fewer tiles. kMostRows and kRowsOfTwo are
// the most rows that fit the registers beside one and two panels.
template <typename V, typename Stored, size_t kMostRows, size_t kRowsOfTwo>
static void WalkPanels(const GemmF32Args& args) {
  constexpr size_t kWidth = kVectors * V::kLanes;
  const bool few = args.m <= kRowsOfTwo;
  const bool many = kRowsOfTwo > kRowsThatFetch && args.m > 2 * kMostRows;
  const size_t most = args.m == 1 ? 4 : few || many ? 2 : 1;
  BlockOf<Stored> block = {};
  block.args = &args;
  block.segments = args.a_segments;
  block.a = args.a;
  block.b = static_cast<const typename Stored::Element*>(args.b);
  block.row_bias = args.row_bias;
  block.ahead_step = args.b_filled_up ? AheadStep<V>() : 0;
  block.ahead_apart = few ? args.b_panel_stride : 0;
  for (size_t first = 0; first < args.n; first += block.columns) {
    const size_t full = (args.n - first) / kWidth;
    const size_t panels = full < 2 ? 1 : full < most ? 2 : most;
    const size_t left = args.n - first;
    block.columns = left < panels * kWidth ? left : panels * kWidth;
    block.c = args.c + first;
    block.bias = args.bias != nullptr ? args.bias + first : nullptr;
    block.ahead = block.b + static_cast<ptrdiff_t>(panels) * args.b_panel_stride;
    if (panels == 4) {
      WalkBlocks<V, Stored, 1, 4>(args, block);
    } else if (panels == 2) {
      WalkBlocks<V, Stored, kRowsOfTwo, 2>(args, block);
    } else {
      WalkBlocks<V, Stored, kMostRows, 1>(args, block);
    }
    block.b += static_cast<ptrdiff_t>(panels) * args.b_panel_stride;
  }
}

// Rows of A that go through all panels before the next ones do.
OSSICLE_INLINE size_t RowsOfPart(const GemmF32Args& args) {
  const bool is_long = args.k > kLongestBlockOfTwo && args.a_segments == 1 && args.b_filled_up;
  if (!is_long) return args.m;
  const size_t rows = kBytesOfRows / sizeof(float) / args.k;
  return rows > kFewestRows ? rows : kFewestRows;
}

template <typename V, typename Stored, size_t kMostRows, size_t kRowsOfTwo>
OSSICLE_INLINE void Product(const GemmF32Args& args) {
  if (args.m == 0) return;
  const size_t most = RowsOfPart(args);
  GemmF32Args part = args;
  size_t left = args.m;
  for (size_t parts = (left + most - 1) / most; parts > 0; --parts) {
    part.m = (left + parts - 1) / parts;
    WalkPanels<V, Stored, kMostRows, kRowsOfTwo>(part);
    part.a += static_cast<ptrdiff_t>(part.m) * args.a_row_stride;
    part.c += static_cast<ptrdiff_t>(part.m) * args.c_row_stride;
    if (part.row_bias != nullptr) part.row_bias += part.m;
    left -= part.m;
  }
}

}  // namespace ossicle::gemm_f32
