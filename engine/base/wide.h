/*
 * wide.h: WIDE_VECTORS before a function has it compiled twice, for any processor and for those with AVX2, BMI and POPCNT (x86-64-v3), and the right one chosen when
 * the program starts. For loops that the compiler vectorises; nothing in them is written for one processor. Elsewhere it does nothing.
 */
#ifndef CAUCUS_ENGINE_BASE_WIDE_H
#define CAUCUS_ENGINE_BASE_WIDE_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__)
#define WIDE_VECTORS __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define WIDE_VECTORS
#endif

/* What such a function calls must be inlined into it to be compiled with it. */
#define WIDE_INLINE static inline __attribute__((always_inline))

#endif
