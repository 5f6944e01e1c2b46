/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Step: what the server answers, one after the other; the last one again and again. Bodies of JSON
 * are written with single quotes */
typedef struct
{
  guint status;
  const char *type;
  const char *headers; /* "Name: value\n..." */
  const char *body;
  gsize length; /* of the body; 0 = its text */
  guint delay_ms;
  gboolean cut; /* hang up instead of answering */
} Step;

/**
 * Fixture: a server that says what it was told to, and notes what it was asked:
 * "METHOD path?query | authorization | if-match | if-none-match | idempotency-key | body"
 */
typedef struct _Fixture Fixture;

/** fixture_new: Returns: (transfer full): a server in a thread of its own */
Fixture *fixture_new (const Step *steps, guint n_steps);
void fixture_free (Fixture *fixture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/** fixture_get_port: Returns: its port on 127.0.0.1 */
guint fixture_get_port (Fixture *fixture);

/** fixture_count: Returns: how often it was asked; any thread */
guint fixture_count (Fixture *fixture);

/** logged: Returns: the @i-th request, which must be there */
const char *logged (Fixture *fixture, guint i);

G_END_DECLS
