/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DectCancelScope:
 *
 * While it lives, a cancellable is the current one of its thread (g_cancellable_push_current()): what waits below, behind functions that
 * do not pass a cancellable on, looks at g_cancellable_get_current().
 */
typedef GCancellable DectCancelScope;

/** dect_cancel_enter: @cancellable: (nullable): %NULL leaves the thread as it is. Returns: (nullable): the scope, for g_autoptr() */
static inline DectCancelScope *
dect_cancel_enter (GCancellable *cancellable)
{
  if (cancellable != NULL)
    g_cancellable_push_current (cancellable);
  return cancellable;
}

static inline void
dect_cancel_leave (DectCancelScope *scope)
{
  g_cancellable_pop_current (scope);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectCancelScope, dect_cancel_leave)

G_END_DECLS
