/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-kernel-private.h"

typedef struct
{
  const DectKernel *kernels[2];
  guint n;
} Kernels;

static gpointer
find_kernels (gpointer unused)
{
  static Kernels found;

  found.kernels[found.n++] = &dect_kernel_any;
#ifdef HAVE_KERNEL_AVX2
  __builtin_cpu_init ();
  if (__builtin_cpu_supports ("avx2"))
    found.kernels[found.n++] = &dect_kernel_avx2;
#endif
  return &found;
}

const DectKernel *const *
dect_kernel_list (guint *n_kernels)
{
  static GOnce once = G_ONCE_INIT;
  const Kernels *found = g_once (&once, find_kernels, NULL);

  g_return_val_if_fail (n_kernels != NULL, NULL);

  *n_kernels = found->n;
  return found->kernels;
}

const DectKernel *
dect_kernel_get (void)
{
  guint n;
  const DectKernel *const *kernels = dect_kernel_list (&n);

  return kernels[n - 1];
}
