/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-hop-limits.h"

#include "model/dect-data.h"
#include "model/dect-i18n.h"

#include <string.h>

#define PATH "chain/hop-limits.json"
#define MAX_VALUE 10000

/* Returns whether the entry makes sense. */
static gboolean
read_limit (JsonObject *object, DectHopLimit *limit)
{
  JsonNode *value = dect_data_member (object, "value", G_TYPE_INT64);
  gint64 figure = value != NULL ? json_node_get_int (value) : 0;
  gboolean levels;

  *limit = (DectHopLimit){
    .id = dect_data_text (object, "id", NULL),
    .vendor = dect_data_text (object, "vendor", NULL),
    .unit = dect_data_text (object, "unit", NULL),
    .verified = dect_data_boolean (object, "verified"),
    .source = dect_data_text (object, "source", NULL),
  };
  if (limit->id == NULL || limit->vendor == NULL || limit->unit == NULL || figure < 0
      || figure > MAX_VALUE)
    return FALSE;
  levels = strcmp (limit->unit, "levels") == 0;
  if (!levels && strcmp (limit->unit, "hops") != 0)
    return FALSE;
  limit->value = (guint) figure;
  limit->max_hops = figure > 0 ? limit->value - levels : G_MAXUINT;
  if (limit->source == NULL)
    limit->source = "";
  return TRUE;
}

static gboolean
has_limit (GArray *limits, const char *id)
{
  for (guint i = 0; i < limits->len; i++)
    {
      if (strcmp (g_array_index (limits, DectHopLimit, i).id, id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_limit (JsonObject *object, gpointer limits)
{
  DectHopLimit limit;

  if (read_limit (object, &limit) && !has_limit (limits, limit.id))
    g_array_append_val ((GArray *) limits, limit);
}

static int
compare_limits (const void *a, const void *b)
{
  const DectHopLimit *x = a;
  const DectHopLimit *y = b;

  if (x->max_hops != y->max_hops)
    return x->max_hops < y->max_hops ? -1 : 1;
  return strcmp (x->id, y->id);
}

static gpointer
load (gpointer data)
{
  GArray *limits = g_array_new (FALSE, FALSE, sizeof (DectHopLimit));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = dect_data_load (PATH, &error);
  g_autoptr (JsonNode) built_in = dect_data_load_built_in (PATH, NULL);

  if (root == NULL)
    g_printerr (_("%s The built-in figures are used.\n"), error->message);
  dect_data_foreach (root, "limits", add_limit, limits);
  dect_data_foreach (built_in, "limits", add_limit, limits);
  g_array_sort (limits, compare_limits);
  return limits;
}

const DectHopLimit *
dect_hop_limit_list (guint *n_limits)
{
  static GOnce once = G_ONCE_INIT;
  GArray *limits = g_once (&once, load, NULL);

  g_return_val_if_fail (n_limits != NULL, NULL);

  *n_limits = limits->len;
  return (gconstpointer) limits->data;
}

guint
dect_hop_limits_exceeded (guint hops)
{
  guint n_limits;
  const DectHopLimit *limits = dect_hop_limit_list (&n_limits);
  guint n = 0;

  while (n < n_limits && hops > limits[n].max_hops)
    n++;
  return n;
}
