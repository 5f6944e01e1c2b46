/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-history.h"

#include <math.h>

#include "model/dect-geometry.h"
#include "model/dect-site-private.h"

/* Steps with one key that follow each other faster than this are one burst of typing. */
#define BURST_USEC G_USEC_PER_SEC

/* One record before and after; NULL before: it was added, NULL after: it was removed. */
typedef struct
{
  DectRecord *before;
  DectRecord *after;
  guint position;
} Change;

typedef struct
{
  char *label;
  char *merge_key;
  gint64 time;
  GPtrArray *changes;
} Step;

struct _DectHistory
{
  GObject parent_instance;
  DectSite *site; /* the owner, so no reference */
  GPtrArray *undo;
  GPtrArray *redo;
  Step *open;
  gboolean sealed;
};

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectHistory, dect_history, G_TYPE_OBJECT)

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->before, dect_record_unref);
  g_clear_pointer (&change->after, dect_record_unref);
  g_free (change);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->label);
  g_free (step->merge_key);
  g_ptr_array_unref (step->changes);
  g_free (step);
}

static guint32
change_id (const Change *change)
{
  return change->after != NULL ? change->after->id : change->before->id;
}

/* Makes the site show @to where it shows @from; both are sides of one change. */
static void
show (DectHistory *self, const DectRecord *from, const DectRecord *to, guint position)
{
  if (from == NULL)
    dect_site_insert (self->site, to, position);
  else if (to == NULL)
    dect_site_remove (self->site, from->id);
  else
    dect_site_replace (self->site, to);
}

static void
step_undo (DectHistory *self, Step *step)
{
  for (guint i = step->changes->len; i > 0; i--)
    {
      Change *change = g_ptr_array_index (step->changes, i - 1);

      show (self, change->after, change->before, change->position);
    }
}

static void
step_redo (DectHistory *self, Step *step)
{
  for (guint i = 0; i < step->changes->len; i++)
    {
      Change *change = g_ptr_array_index (step->changes, i);

      show (self, change->before, change->after, change->position);
    }
}

static Step *
last_step (GPtrArray *steps)
{
  return steps->len > 0 ? g_ptr_array_index (steps, steps->len - 1) : NULL;
}

static void
emit_changed (DectHistory *self)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  for (guint prop = PROP_CAN_UNDO; prop < N_PROPS; prop++)
    g_object_notify_by_pspec (object, properties[prop]);
  g_object_thaw_notify (object);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
dect_history_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DectHistory *self = DECT_HISTORY (object);

  switch (prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, dect_history_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, dect_history_can_redo (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, dect_history_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, dect_history_get_redo_label (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dect_history_finalize (GObject *object)
{
  DectHistory *self = DECT_HISTORY (object);

  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_clear_pointer (&self->open, step_free);
  G_OBJECT_CLASS (dect_history_parent_class)->finalize (object);
}

static void
dect_history_class_init (DectHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = dect_history_get_property;
  object_class->finalize = dect_history_finalize;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", DECT_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
dect_history_init (DectHistory *self)
{
  self->undo = g_ptr_array_new_with_free_func (step_free);
  self->redo = g_ptr_array_new_with_free_func (step_free);
}

DectHistory *
dect_history_new (DectSite *site)
{
  DectHistory *self = g_object_new (DECT_TYPE_HISTORY, NULL);

  self->site = site;
  return self;
}

void
dect_history_begin (DectHistory *self, const char *label, const char *merge_key)
{
  g_return_if_fail (DECT_IS_HISTORY (self));
  g_return_if_fail (label != NULL);
  g_return_if_fail (self->open == NULL);

  self->open = g_new0 (Step, 1);
  self->open->label = g_strdup (label);
  self->open->merge_key = g_strdup (merge_key);
  self->open->changes = g_ptr_array_new_with_free_func (change_free);
}

static void
record_change (DectHistory *self, const DectRecord *before, const DectRecord *after, guint position)
{
  Change *change = g_new0 (Change, 1);

  change->before = before != NULL ? dect_record_ref (before) : NULL;
  change->after = after != NULL ? dect_record_ref (after) : NULL;
  change->position = position;
  g_ptr_array_add (self->open->changes, change);
}

guint32
dect_history_put (DectHistory *self, DectRecord *record)
{
  g_return_val_if_fail (DECT_IS_HISTORY (self), 0);
  g_return_val_if_fail (record != NULL, 0);
  g_return_val_if_fail (self->open != NULL, 0);

  g_autoptr (DectRecord) after = record;

  if (after->id == 0)
    {
      after->id = dect_site_take_id (self->site);
      record_change (self, NULL, after, dect_site_insert (self->site, after, G_MAXUINT));
      return after->id;
    }

  g_autoptr (DectRecord) before = NULL;
  const DectRecord *present = dect_site_find_record (self->site, after->id);

  g_return_val_if_fail (present != NULL && present->kind == after->kind, 0);

  if (dect_record_equal (present, after))
    return after->id;

  before = dect_record_ref (present);
  dect_site_replace (self->site, after);

  /* Putting a thing twice in one step leaves one change; only the last one can be looked at
     cheaply, which is what typing and dragging need. */
  Change *last = self->open->changes->len > 0
                     ? g_ptr_array_index (self->open->changes, self->open->changes->len - 1)
                     : NULL;

  if (last != NULL && last->after == before)
    {
      dect_record_unref (last->after);
      last->after = dect_record_ref (after);
    }
  else
    record_change (self, before, after, 0);
  return after->id;
}

/* What else has to go, or let go, when @target goes; from the end of each list, where removing is
 * cheap. */
static void
release_references (DectHistory *self, DectKind target_kind, guint32 target)
{
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    {
      guint n_fields;
      const DectField *fields = dect_kind_fields (kind, &n_fields);
      DectItemList *items = dect_site_get_items (self->site, kind);

      for (guint f = 0; f < n_fields; f++)
        {
          if (fields[f].type != DECT_FIELD_REFERENCE || fields[f].target != target_kind)
            continue;
          for (guint i = dect_item_list_length (items); i > 0; i--)
            {
              if (i > dect_item_list_length (items))
                continue;

              const DectRecord *record = dect_item_get_record (dect_item_list_peek (items, i - 1));

              if (dect_field_get_ref (&fields[f], record) != target)
                continue;
              if (fields[f].flags & DECT_FIELD_OWNER)
                dect_history_remove (self, record->id);
              else
                {
                  DectRecord *copy = dect_record_copy (record);

                  dect_record_drop_reference (copy, &fields[f]);
                  dect_history_put (self, copy);
                }
            }
        }
    }
}

void
dect_history_remove (DectHistory *self, guint32 id)
{
  g_return_if_fail (DECT_IS_HISTORY (self));
  g_return_if_fail (self->open != NULL);
  g_return_if_fail (id != DECT_SITE_ID);

  const DectRecord *present = dect_site_find_record (self->site, id);

  g_return_if_fail (present != NULL);

  g_autoptr (DectRecord) before = dect_record_ref (present);

  release_references (self, before->kind, id);
  record_change (self, before, NULL, dect_site_remove (self->site, id));
}

static gboolean
can_merge (DectHistory *self, const Step *last, const Step *step)
{
  if (last == NULL || self->sealed || step->merge_key == NULL
      || g_strcmp0 (last->merge_key, step->merge_key) != 0
      || last->changes->len != step->changes->len)
    return FALSE;
  if (!g_str_has_prefix (step->merge_key, "drag") && step->time - last->time > BURST_USEC)
    return FALSE;
  for (guint i = 0; i < step->changes->len; i++)
    {
      const Change *a = g_ptr_array_index (last->changes, i);
      const Change *b = g_ptr_array_index (step->changes, i);

      if (a->after == NULL || b->before == NULL || b->after == NULL
          || change_id (a) != change_id (b))
        return FALSE;
    }
  return TRUE;
}

/* Adds @step to @last; returns whether anything is left of both. */
static gboolean
merge (Step *last, Step *step)
{
  gboolean left = FALSE;

  for (guint i = 0; i < step->changes->len; i++)
    {
      Change *a = g_ptr_array_index (last->changes, i);
      Change *b = g_ptr_array_index (step->changes, i);

      dect_record_unref (a->after);
      a->after = g_steal_pointer (&b->after);
      left = left || a->before == NULL || !dect_record_equal (a->before, a->after);
    }
  last->time = step->time;
  step_free (step);
  return left;
}

gboolean
dect_history_commit (DectHistory *self)
{
  g_return_val_if_fail (DECT_IS_HISTORY (self), FALSE);
  g_return_val_if_fail (self->open != NULL, FALSE);

  Step *step = g_steal_pointer (&self->open);
  Step *last = last_step (self->undo);

  if (step->changes->len == 0)
    {
      step_free (step);
      return FALSE;
    }

  step->time = g_get_monotonic_time ();
  if (can_merge (self, last, step))
    {
      if (!merge (last, step))
        g_ptr_array_set_size (self->undo, (gint) self->undo->len - 1);
    }
  else
    g_ptr_array_add (self->undo, step);
  g_ptr_array_set_size (self->redo, 0);
  self->sealed = FALSE;
  dect_site_changed (self->site);
  emit_changed (self);
  return TRUE;
}

void
dect_history_cancel (DectHistory *self)
{
  g_return_if_fail (DECT_IS_HISTORY (self));
  g_return_if_fail (self->open != NULL);

  Step *step = g_steal_pointer (&self->open);

  step_undo (self, step);
  step_free (step);
}

void
dect_history_seal (DectHistory *self)
{
  g_return_if_fail (DECT_IS_HISTORY (self));

  self->sealed = TRUE;
}

gboolean
dect_history_is_open (DectHistory *self)
{
  g_return_val_if_fail (DECT_IS_HISTORY (self), FALSE);

  return self->open != NULL;
}

gboolean
dect_history_can_undo (DectHistory *self)
{
  g_return_val_if_fail (DECT_IS_HISTORY (self), FALSE);

  return self->undo->len > 0;
}

gboolean
dect_history_can_redo (DectHistory *self)
{
  g_return_val_if_fail (DECT_IS_HISTORY (self), FALSE);

  return self->redo->len > 0;
}

const char *
dect_history_get_undo_label (DectHistory *self)
{
  g_return_val_if_fail (DECT_IS_HISTORY (self), NULL);

  Step *step = last_step (self->undo);

  return step != NULL ? step->label : NULL;
}

const char *
dect_history_get_redo_label (DectHistory *self)
{
  g_return_val_if_fail (DECT_IS_HISTORY (self), NULL);

  Step *step = last_step (self->redo);

  return step != NULL ? step->label : NULL;
}

static void
travel (DectHistory *self, GPtrArray *from, GPtrArray *to, void (*apply) (DectHistory *, Step *))
{
  if (from->len == 0)
    return;

  Step *step = g_ptr_array_steal_index (from, from->len - 1);

  apply (self, step);
  g_ptr_array_add (to, step);
  self->sealed = TRUE;
  dect_site_changed (self->site);
  emit_changed (self);
}

void
dect_history_undo (DectHistory *self)
{
  g_return_if_fail (DECT_IS_HISTORY (self));
  g_return_if_fail (self->open == NULL);

  travel (self, self->undo, self->redo, step_undo);
}

void
dect_history_redo (DectHistory *self)
{
  g_return_if_fail (DECT_IS_HISTORY (self));
  g_return_if_fail (self->open == NULL);

  travel (self, self->redo, self->undo, step_redo);
}

guint32
dect_history_put_one (DectHistory *self,
                      DectRecord *record,
                      const char *label,
                      const char *merge_key)
{
  g_return_val_if_fail (record != NULL, 0);

  guint32 id;

  dect_history_begin (self, label, merge_key);
  id = dect_history_put (self, record);
  dect_history_commit (self);
  return id;
}

/* Fields of a record that are positions on its floor: they end so in every kind that stands on one.
 */
static gboolean
is_position (const DectField *field, gboolean *is_x)
{
  if (field->type != DECT_FIELD_NUMBER || !g_str_has_suffix (field->id, "_m"))
    return FALSE;
  *is_x = field->id[0] == 'x';
  return field->id[0] == 'x' || field->id[0] == 'y';
}

static void
scale_record (DectRecord *record, DectPoint origin, double factor)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (record->kind, &n_fields);
  gboolean is_x;

  for (guint i = 0; i < n_fields; i++)
    if (is_position (&fields[i], &is_x) && dect_field_is_set (&fields[i], record))
      {
        double centre = is_x ? origin.x : origin.y;
        double value = dect_field_get_number (&fields[i], record);

        dect_field_set_number (&fields[i], record, centre + factor * (value - centre));
      }
}

void
dect_history_set_floor_scale (DectHistory *self, guint32 floor_id, double metres_per_unit)
{
  g_return_if_fail (DECT_IS_HISTORY (self));
  g_return_if_fail (self->open != NULL);
  g_return_if_fail (isfinite (metres_per_unit) && metres_per_unit > 0);

  const DectRecord *present = dect_site_find_record (self->site, floor_id);

  g_return_if_fail (present != NULL && present->kind == DECT_KIND_FLOOR);

  DectFloor *floor = dect_floor_copy ((const DectFloor *) present);
  double factor = metres_per_unit / dect_floor_plan_scale (floor);
  DectPoint origin = { floor->plan_x_m, floor->plan_y_m };

  floor->plan_scale_m = metres_per_unit;
  dect_history_put (self, DECT_RECORD (floor));

  for (guint kind = DECT_KIND_FLOOR + 1; kind < DECT_N_KINDS; kind++)
    {
      const DectField *field = dect_kind_field (kind, "floor");
      DectItemList *items = dect_site_get_items (self->site, kind);

      for (guint i = 0; field != NULL && i < dect_item_list_length (items); i++)
        {
          const DectRecord *record = dect_item_get_record (dect_item_list_peek (items, i));

          if (dect_field_get_ref (field, record) != floor_id)
            continue;

          DectRecord *copy = dect_record_copy (record);

          scale_record (copy, origin, factor);
          dect_history_put (self, copy);
        }
    }
}
