/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-kernel.h"

G_BEGIN_DECLS

/* The sets, each from its own copy of dect-kernel-loops.c. */
extern const DectKernel dect_kernel_any;
extern const DectKernel dect_kernel_avx2; /* with HAVE_KERNEL_AVX2 only */

G_END_DECLS
