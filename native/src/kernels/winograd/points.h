// The points that polynomials are evaluated at, besides 0 and infinity: these and their negatives.
#pragma once

namespace ossicle::winograd {

constexpr double kNear = 0.75;
constexpr double kFar = 1.5;

}  // namespace ossicle::winograd
