/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-survey.h"

#include "model/dect-i18n.h"
#include "model/dect-locale.h"
#include "sheet/dect-sheet-flow.h"

#include <math.h>

typedef struct
{
  const DectSheetSite *site;
  GHashTable *seen; /* guint64 of both indexes */
  GArray *pairs;
} Collector;

static void
add_pair (Collector *self, gint a, gint b, DectSurveyReason reason)
{
  DectSurveyPair pair = { (guint) MIN (a, b), (guint) MAX (a, b), reason, FALSE, NULL };
  guint64 key = (guint64) pair.a << 32 | pair.b;

  if (a < 0 || b < 0 || g_hash_table_contains (self->seen, &key))
    return;
  g_hash_table_add (self->seen, g_memdup2 (&key, sizeof key));
  pair.link = dect_links_find (self->site->links, pair.a, pair.b);
  g_array_append_val (self->pairs, pair);
}

/* Between groups of one cluster: a link that is nearly usable would join them. */
static void
add_bridges (Collector *self)
{
  guint n_links;
  const DectRadioLink *links = dect_links_list (self->site->links, &n_links);

  for (guint i = 0; i < n_links; i++)
    {
      const DectRadioLink *link = &links[i];
      gint a = dect_chain_get_node (self->site->chain, link->a)->component;
      gint b = dect_chain_get_node (self->site->chain, link->b)->component;

      if (!link->usable && !link->other_cluster && link->source != DECT_LINK_SOURCE_FORCED_OFF
          && a >= 0 && b >= 0 && a != b && link->margin_db > -DECT_SURVEY_NEAR_DB)
        add_pair (self, (gint) link->a, (gint) link->b, DECT_SURVEY_BRIDGE);
    }
}

static void
mark_single (Collector *self)
{
  const DectChainSingleLink *single;
  guint n_single;

  single = dect_chain_get_single_links (self->site->chain, &n_single);
  for (guint i = 0; i < n_single; i++)
    for (guint k = 0; k < self->pairs->len; k++)
      {
        DectSurveyPair *pair = &g_array_index (self->pairs, DectSurveyPair, k);

        if (pair->a == MIN (single[i].from, single[i].to)
            && pair->b == MAX (single[i].from, single[i].to))
          pair->single = TRUE;
      }
}

static gboolean
is_measured (const DectSurveyPair *pair)
{
  return pair->link != NULL && pair->link->source == DECT_LINK_SOURCE_MEASURED;
}

static double
margin (const DectSurveyPair *pair)
{
  return pair->link != NULL && isfinite (pair->link->margin_db) ? pair->link->margin_db : -1000;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const DectSurveyPair *x = a, *y = b;
  double difference = margin (x) - margin (y);

  if (is_measured (x) != is_measured (y))
    return is_measured (x) ? 1 : -1;
  if (difference != 0)
    return difference < 0 ? -1 : 1;
  return x->a != y->a ? (x->a < y->a ? -1 : 1) : x->b < y->b ? -1 : x->b > y->b;
}

GArray *
dect_survey_pairs (const DectSheetSite *site)
{
  Collector self = { .site = site, .pairs = g_array_new (FALSE, FALSE, sizeof (DectSurveyPair)) };
  guint n_rfps = dect_snapshot_count (site->snapshot, DECT_KIND_RFP);

  g_return_val_if_fail (site->chain != NULL && site->links != NULL, self.pairs);

  self.seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < n_rfps; i++)
    add_pair (&self, (gint) i, dect_chain_get_node (site->chain, i)->parent, DECT_SURVEY_TREE);
  for (guint i = 0; i < n_rfps; i++)
    add_pair (&self, (gint) i, dect_chain_get_node (site->chain, i)->second, DECT_SURVEY_SECOND);
  add_bridges (&self);
  mark_single (&self);
  g_array_sort (self.pairs, compare_pairs);
  g_hash_table_unref (self.seen);

  return self.pairs;
}

static const char *
reason_text (const DectSurveyPair *pair)
{
  if (pair->single)
    return _("only link");
  switch (pair->reason)
    {
    case DECT_SURVEY_TREE:
      return _("synchronisation");
    case DECT_SURVEY_SECOND:
      return _("second way");
    case DECT_SURVEY_BRIDGE:
    default:
      return _("would join two groups");
    }
}

static char *
predicted_text (const DectRadioLink *link)
{
  double level = link != NULL ? fmin (link->predicted_ab_dbm, link->predicted_ba_dbm) : NAN;

  return dect_sheet_level_text (level);
}

static char *
margin_text (const DectRadioLink *link)
{
  g_autofree char *number = NULL;

  if (link == NULL || !isfinite (link->margin_db))
    return NULL;
  number = dect_locale_dup_number (link->margin_db, 0);
  /* Translators: how far a level is above the limit */
  return g_strdup_printf (_("%s dB spare"), number);
}

static char *
path_text (const DectRadioLink *link)
{
  g_autofree char *length = NULL;

  if (link == NULL || !isfinite (link->distance_m))
    return NULL;
  length = dect_sheet_length_text (link->distance_m, 0);
  if (link->n_floors > 0)
    return g_strdup_printf (ngettext ("%s, %u slab", "%s, %u slabs", link->n_floors), length,
                            link->n_floors);
  if (link->n_walls > 0)
    return g_strdup_printf (ngettext ("%s, %u wall", "%s, %u walls", link->n_walls), length,
                            link->n_walls);
  return g_steal_pointer (&length);
}

static void
add_row (DectSheetTable *table, const DectSheetSite *site, const DectSurveyPair *pair)
{
  const DectRfp *a = dect_snapshot_rfp (site->snapshot, pair->a);
  const DectRfp *b = dect_snapshot_rfp (site->snapshot, pair->b);
  g_autofree char *from
      = g_strdup_printf ("%s \u2013 %s", site->labels[pair->a], site->labels[pair->b]);
  g_autofree char *places = NULL, *predicted = predicted_text (pair->link),
                  *spare = margin_text (pair->link), *path = path_text (pair->link),
                  *measured = NULL;
  DectCell cells[8] = { { from } };

  places = g_strdup_printf ("%s \u2013 %s",
                            dect_sheet_place_text (a) != NULL ? dect_sheet_place_text (a) : "",
                            dect_sheet_place_text (b) != NULL ? dect_sheet_place_text (b) : "");
  if (is_measured (pair))
    measured = dect_sheet_level_text (fmin (pair->link->level_ab_dbm, pair->link->level_ba_dbm));
  cells[1] = (DectCell){ places, path };
  cells[2] = (DectCell){ reason_text (pair) };
  cells[3] = (DectCell){ predicted, spare };
  cells[4] = (DectCell){ measured, measured != NULL ? _("measured before") : NULL };
  dect_sheet_table_add (table, cells);
}

static DectSheetTable *
make_table (const DectSheetSite *site, GArray *pairs)
{
  const DectColumn columns[] = {
    { _("Pair"), DECT_COLUMN_STRONG, 14, 0, NULL },
    { _("Places"), DECT_COLUMN_TEXT, 30, 2, NULL },
    { _("Why"), DECT_COLUMN_TEXT, 20, 0.5, NULL },
    { _("Predicted, dBm"), DECT_COLUMN_TEXT, 20, 0, NULL },
    { _("Measured there, dBm"), DECT_COLUMN_BLANK, 19, 0.5, NULL },
    { _("Measured back, dBm"), DECT_COLUMN_BLANK, 19, 0.5, NULL },
    { _("Quality, %"), DECT_COLUMN_BLANK, 15, 0.5, NULL },
    { _("Done"), DECT_COLUMN_CHECK, 11, 0, NULL },
  };
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < pairs->len; i++)
    add_row (table, site, &g_array_index (pairs, DectSurveyPair, i));
  return table;
}

gboolean
dect_sheets_add_survey (DectSheets *self,
                        DectTextContext *context,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GArray) pairs = NULL;
  g_autofree char *limit = NULL;
  DectSheetHead head;
  DectFlow flow;

  if (self->site.chain == NULL || self->site.links == NULL)
    return TRUE;
  pairs = dect_survey_pairs (&self->site);
  if (pairs->len == 0)
    return TRUE;

  dect_sheet_head_init (
      &head, &self->site, g_strdup (_("Survey")),
      g_strdup_printf (ngettext ("%u pair of base stations to measure",
                                 "%u pairs of base stations to measure", pairs->len),
                       pairs->len));
  limit = dect_sheet_level_text (dect_links_get_sync_limit (self->site.links));
  head.hint = g_strdup_printf (_("A link is usable from %s dBm in its weaker direction. The pairs "
                                  "with the least to spare come first."),
                               limit);
  dect_flow_begin (&flow, self, context, DECT_SHEET_SURVEY, &head);
  dect_sheet_head_clear (&head);
  dect_flow_table (&flow, make_table (&self->site, pairs));

  return dect_sheets_check (self, 0.5, cancellable, error);
}
