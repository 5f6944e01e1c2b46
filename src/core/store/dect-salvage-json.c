/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-salvage-private.h"

#include <string.h>

/* No record of ours comes near it; what seems to be longer has lost its end. */
#define MAX_OBJECT (256 * 1024)

/* A text that is nothing but beginnings shall not cost hours. */
#define MAX_FAILURES 10000

typedef struct
{
  const char *at;
  const char *limit;
  const char *counted; /* up to here lines are counted */
  guint line;
  char before; /* last character that was no blank, outside of strings */
  guint n_failures;
  char *list; /* name of the list or member in which it stands */
} Walk;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* @at: a quote. Returns: behind the quote that ends the string, else at the end of the line */
static const char *
skip_string (const char *at, const char *limit)
{
  for (at++; at < limit && *at != '\n'; at++)
    {
      if (*at == '\\' && at + 1 < limit && at[1] != '\n')
        at++;
      else if (*at == '"')
        return at + 1;
    }
  return at;
}

/* @at: a brace. Returns: behind the one that closes it, or where looking for it is given up */
static const char *
skip_object (const char *at, const char *limit)
{
  guint depth = 0;

  limit = MIN (limit, at + MAX_OBJECT);
  while (at < limit)
    {
      if (*at == '"')
        {
          at = skip_string (at, limit);
          continue;
        }
      if (*at == '{' || *at == '[')
        depth++;
      else if ((*at == '}' || *at == ']') && --depth == 0)
        return at + 1;
      at++;
    }
  return limit;
}

static const char *
skip_blanks (const char *at, const char *limit)
{
  while (at < limit && is_blank (*at))
    at++;
  return at;
}

/* The key of a list that matters is remembered; everything else in quotes is passed. */
static void
pass_string (Walk *walk, gboolean (*is_list) (const char *name))
{
  const char *end = skip_string (walk->at, walk->limit);
  const char *colon = skip_blanks (end, walk->limit);
  const char *value = colon < walk->limit ? skip_blanks (colon + 1, walk->limit) : colon;
  gsize length = (gsize) (end - walk->at);

  if (length >= 2 && colon < walk->limit && *colon == ':' && value < walk->limit
      && (*value == '[' || *value == '{'))
    {
      g_autofree char *name = g_strndup (walk->at + 1, length - 2);

      if (is_list (name))
        {
          g_free (walk->list);
          walk->list = g_steal_pointer (&name);
          /* Its brace is the object's own. */
          if (*value == '{')
            end = colon + 1;
          walk->before = ',';
          walk->at = end;
          return;
        }
    }
  walk->before = '"';
  walk->at = end;
}

static guint
line_of (Walk *walk, const char *at)
{
  for (; walk->counted < at; walk->counted++)
    walk->line += *walk->counted == '\n';
  return walk->line;
}

/* Objects behind a colon belong to another one. */
static void
try_object (Walk *walk, DectSalvageObjectFunc callback, gpointer user_data)
{
  const char *end = skip_object (walk->at, walk->limit);
  gsize length = (gsize) (end - walk->at);

  if (walk->list != NULL && walk->before != ':')
    {
      if (callback (walk->list, walk->at, length, line_of (walk, walk->at), user_data))
        {
          walk->at = end;
          walk->before = '}';
          return;
        }
      walk->n_failures++;
    }
  walk->before = '{';
  walk->at++;
}

void
dect_salvage_each_object (GBytes *json,
                          gboolean (*is_list) (const char *name),
                          DectSalvageObjectFunc callback,
                          gpointer user_data)
{
  gsize length;
  const char *text = g_bytes_get_data (json, &length);
  Walk walk
      = { .at = text, .limit = text != NULL ? text + length : NULL, .counted = text, .line = 1 };

  while (walk.at < walk.limit && walk.n_failures < MAX_FAILURES)
    if (*walk.at == '"')
      pass_string (&walk, is_list);
    else if (*walk.at == '{')
      try_object (&walk, callback, user_data);
    else
      {
        if (!is_blank (*walk.at))
          walk.before = *walk.at;
        walk.at++;
      }
  g_free (walk.list);
}
