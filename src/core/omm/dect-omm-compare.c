/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-compare-private.h"

#include "model/dect-i18n.h"
#include "model/dect-mac.h"
#include "model/dect-park.h"

static const struct
{
  const char *id;
  const char *label;
} kinds[DECT_OMM_N_DIFFERENCES] = {
  [DECT_OMM_DIFFERENCE_PARK] = { "park", N_("Another PARK") },
  [DECT_OMM_DIFFERENCE_MISSING] = { "missing", N_("Planned, but not in the OMM") },
  [DECT_OMM_DIFFERENCE_UNKNOWN] = { "unknown", N_("In the OMM, but not planned") },
  [DECT_OMM_DIFFERENCE_CAPTURED] = { "captured", N_("Tried to connect, but not planned") },
  [DECT_OMM_DIFFERENCE_DEVICE] = { "device", N_("Another device") },
  [DECT_OMM_DIFFERENCE_PLACE] = { "place", N_("At another place") },
  [DECT_OMM_DIFFERENCE_MODEL] = { "model", N_("Another model") },
  [DECT_OMM_DIFFERENCE_SETTING] = { "setting", N_("Set otherwise") },
  [DECT_OMM_DIFFERENCE_NOT_CONNECTED] = { "not-connected", N_("Not connected") },
  [DECT_OMM_DIFFERENCE_NOT_SYNCHRONISED] = { "not-synchronised", N_("Not synchronised") },
  [DECT_OMM_DIFFERENCE_NOT_SUBSCRIBED] = { "not-subscribed", N_("Not subscribed") },
};

const char *
dect_omm_difference_kind_id (DectOmmDifferenceKind kind)
{
  g_return_val_if_fail ((guint) kind < DECT_OMM_N_DIFFERENCES, NULL);

  return kinds[kind].id;
}

const char *
dect_omm_difference_kind_label (DectOmmDifferenceKind kind)
{
  g_return_val_if_fail ((guint) kind < DECT_OMM_N_DIFFERENCES, NULL);

  return _(kinds[kind].label);
}

char *
dect_omm_difference_dup_text (const DectOmmDifference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->field == NULL)
    return g_strdup (self->built != NULL ? self->built : "");
  /* Translators: a field, and what it is in the plan and in the OMM: "Cluster: planned 1, in the
   * OMM 2" */
  return g_strdup_printf (_("%s: planned %s, in the OMM %s"), self->label,
                          self->planned != NULL ? self->planned : _("nothing"),
                          self->built != NULL ? self->built : _("nothing"));
}

static void
difference_free (gpointer data)
{
  DectOmmDifference *difference = data;

  g_free (difference->key);
  g_free (difference->title);
  g_free (difference->planned);
  g_free (difference->built);
  g_free (difference);
}

static void
link_free (gpointer data)
{
  DectOmmLink *link = data;

  g_free (link->from_title);
  g_free (link->to_title);
  g_free (link);
}

static DectOmmReport *
report_new (const DectOmmSystem *system, const DectOmmScale *scale)
{
  DectOmmReport *self = g_new0 (DectOmmReport, 1);

  self->origin = system->origin;
  self->version = g_strdup (system->version);
  self->name = g_strdup (system->name);
  self->scale = scale != NULL ? scale : dect_omm_scale_suggest (system);
  self->differences = g_ptr_array_new_with_free_func (difference_free);
  self->links = g_ptr_array_new_with_free_func (link_free);
  self->tells_handsets = system->origin == DECT_OMM_ORIGIN_AXI || system->handsets->len > 0;
  self->tells_state = system->origin == DECT_OMM_ORIGIN_AXI;
  return self;
}

void
dect_omm_report_free (DectOmmReport *self)
{
  if (self == NULL)
    return;
  g_free (self->version);
  g_free (self->name);
  g_free (self->park);
  g_ptr_array_unref (self->differences);
  g_ptr_array_unref (self->links);
  g_free (self);
}

guint
dect_omm_report_count (const DectOmmReport *self, DectOmmDifferenceKind kind)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->differences->len; i++)
    n += ((const DectOmmDifference *) g_ptr_array_index (self->differences, i))->kind == kind;
  return n;
}

/* --- What the parts of a comparison share ----------------------------------------------------------- */

char *
dect_omm_dup_mac (const char *key)
{
  DectMac mac;

  return dect_mac_parse (key, &mac, NULL) ? dect_mac_to_string (&mac) : g_strdup (key);
}

DectOmmDifference *
dect_omm_compare_add (DectOmmCompare *self,
                      DectOmmDifferenceKind kind,
                      DectKind of,
                      const DectRecord *record,
                      const char *name,
                      const char *key)
{
  DectOmmDifference *difference = g_new0 (DectOmmDifference, 1);

  difference->kind = kind;
  difference->of = of;
  difference->key = g_strdup (key);
  if (record != NULL)
    {
      difference->id = record->id;
      difference->title = dect_record_title (record);
    }
  else if (name != NULL && *name != '\0')
    /* Translators: what it is, and its name in the OMM: "base station Lab" */
    difference->title = g_strdup_printf (_("%s %s"), dect_kind_label (of), name);
  else
    difference->title
        = g_strdup_printf (_("%s %s"), dect_kind_label (of), key != NULL ? key : "?");
  g_ptr_array_add (self->report->differences, difference);
  return difference;
}

DectOmmDifference *
dect_omm_compare_field (DectOmmCompare *self,
                        DectOmmDifferenceKind kind,
                        const DectRecord *record,
                        const char *field,
                        const char *planned,
                        const char *built)
{
  DectOmmDifference *difference;

  if (planned == NULL || *planned == '\0' || g_strcmp0 (planned, built) == 0)
    return NULL;
  difference = dect_omm_compare_add (self, kind, record->kind, record, NULL, NULL);
  difference->field = dect_kind_field (record->kind, field);
  difference->label = _(difference->field->label);
  difference->planned = g_strdup (planned);
  difference->built = built != NULL && *built != '\0' ? g_strdup (built) : NULL;
  return difference;
}

/* --- PARK ------------------------------------------------------------------------------------------ */

/* Both forms: the one of the OMM, and the one that is typed on a handset. */
static char *
dup_park (const DectPark *park)
{
  g_autofree char *hex = dect_park_to_string (park);
  g_autofree char *keypad = dect_park_to_keypad (park);

  /* Translators: the PARK in hexadecimal digits and as it is typed on a handset */
  return keypad != NULL ? g_strdup_printf (_("%s (on a handset %s)"), hex, keypad)
                        : g_strdup (hex);
}

static char *
dup_park_text (const char *text, DectPark *park, gboolean *good)
{
  *good = text != NULL && dect_park_parse (text, park, NULL);
  return *good ? dup_park (park) : g_strdup (text);
}

static void
compare_park (DectOmmCompare *self)
{
  const DectSiteInfo *info = dect_snapshot_get_info (self->snapshot);
  g_autofree char *planned = NULL;
  DectOmmDifference *difference;
  DectPark plan, omm;
  gboolean plan_good, omm_good;

  self->report->park = dup_park_text (self->system->park, &omm, &omm_good);
  planned = dup_park_text (info->park, &plan, &plan_good);
  if (self->report->park == NULL || g_strcmp0 (planned, self->report->park) == 0)
    return;
  difference = dect_omm_compare_add (self, DECT_OMM_DIFFERENCE_PARK, DECT_KIND_SITE,
                                     (const DectRecord *) info, NULL, NULL);
  difference->field = dect_kind_field (DECT_KIND_SITE, "park");
  difference->label = _(difference->field->label);
  difference->planned = g_steal_pointer (&planned);
  difference->built = g_strdup (self->report->park);
}

/* --- The whole ------------------------------------------------------------------------------------- */

typedef struct
{
  const DectOmmDifference *difference;
  guint found;
  guint place; /* of the record in the plan */
} Order;

static int
compare_order (const void *a, const void *b)
{
  const Order *x = a, *y = b;

  if (x->difference->kind != y->difference->kind)
    return x->difference->kind < y->difference->kind ? -1 : 1;
  if (x->difference->of != y->difference->of)
    return x->difference->of < y->difference->of ? -1 : 1;
  if (x->place != y->place)
    return x->place < y->place ? -1 : 1;
  return x->found < y->found ? -1 : x->found > y->found;
}

static void
sort_differences (DectOmmCompare *self)
{
  GPtrArray *differences = self->report->differences;
  g_autofree Order *order = g_new (Order, MAX (differences->len, 1));

  for (guint i = 0; i < differences->len; i++)
    {
      const DectOmmDifference *difference = g_ptr_array_index (differences, i);

      order[i].difference = difference;
      order[i].found = i;
      order[i].place = difference->id != 0
                           ? (guint) dect_snapshot_index (self->snapshot, difference->id)
                           : G_MAXUINT;
    }
  qsort (order, differences->len, sizeof *order, compare_order);
  for (guint i = 0; i < differences->len; i++)
    g_ptr_array_index (differences, i) = (gpointer) order[i].difference;
}

DectOmmReport *
dect_omm_system_compare (const DectSnapshot *snapshot,
                         DectLinks *links,
                         const DectOmmSystem *system,
                         const DectOmmScale *scale)
{
  DectOmmCompare work = { snapshot, system };

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (system != NULL, NULL);

  work.report = report_new (system, scale);
  compare_park (&work);
  dect_omm_compare_rfps (&work);
  if (work.report->tells_handsets)
    dect_omm_compare_handsets (&work);
  work.report->n_handsets = dect_snapshot_count (snapshot, DECT_KIND_HANDSET);
  work.report->n_handsets_built = system->handsets->len;
  dect_omm_compare_links (&work, links);
  sort_differences (&work);
  return work.report;
}
