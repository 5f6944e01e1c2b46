/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "living.h"

/* GLib counts instances only where it was built to be debugged. But the class of each object begins
 * as a copy of GObject's, and what overrides one of its functions calls that in turn: two functions
 * in the place of GObject's own see all come and go. */

static void (*object_constructed) (GObject *object);
static void (*object_finalize) (GObject *object);

static GMutex lock;
static GHashTable *living; /* objects */

static void
constructed (GObject *object)
{
  g_mutex_lock (&lock);
  g_hash_table_add (living, object);
  g_mutex_unlock (&lock);
  object_constructed (object);
}

static void
finalize (GObject *object)
{
  g_mutex_lock (&lock);
  g_hash_table_remove (living, object);
  g_mutex_unlock (&lock);
  object_finalize (object);
}

void
living_watch (void)
{
  GObjectClass *object_class = g_type_class_ref (G_TYPE_OBJECT);

  g_assert_null (living);
  living = g_hash_table_new (NULL, NULL);
  object_constructed = object_class->constructed;
  object_finalize = object_class->finalize;
  object_class->constructed = constructed;
  object_class->finalize = finalize;
}

GHashTable *
living_take (void)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer object;

  g_mutex_lock (&lock);
  g_hash_table_iter_init (&iter, living);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    {
      gpointer type = GSIZE_TO_POINTER (G_OBJECT_TYPE (object));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, type));

      g_hash_table_insert (counts, type, GUINT_TO_POINTER (n + 1));
    }
  g_mutex_unlock (&lock);
  return counts;
}

char *
living_compare (GHashTable *before, GHashTable *after, LivingTypeFunc counts)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  GHashTableIter iter;
  gpointer type, value;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &type, &value))
    {
      guint now = GPOINTER_TO_UINT (value);
      guint then = GPOINTER_TO_UINT (g_hash_table_lookup (before, type));

      if (now > then && counts (GPOINTER_TO_SIZE (type)))
        g_string_append_printf (lines, "%s: %u, then %u\n", g_type_name (GPOINTER_TO_SIZE (type)),
                                then, now);
    }
  return lines->len > 0 ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}
