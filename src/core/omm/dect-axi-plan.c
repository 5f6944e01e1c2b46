/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-plan.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "model/dect-hardware.h"
#include "model/dect-json-add.h"
#include "model/dect-mac.h"
#include "omm/dect-axi-request-private.h"
#include "omm/dect-omm-private.h"
#include "omm/dect-omm-writer.h"

static void
change_free (gpointer data)
{
  DectAxiChange *change = data;

  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static void
step_free (gpointer data)
{
  DectAxiStep *step = data;

  g_free (step->title);
  g_ptr_array_unref (step->changes);
  g_clear_error (&step->problem);
  dect_axi_element_free (step->request);
  g_free (step->identity);
  g_free (step);
}

void
dect_axi_plan_free (DectAxiPlan *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* --- Steps --------------------------------------------------------------------------------------
 */

typedef struct
{
  DectAxiPlan *plan;
  const DectSnapshot *snapshot;
  const DectOmmSystem *system;
  DectOmmLayout *layouts[2]; /* base stations, handsets: their columns have the labels */
  GHashTable *by_ipei;       /* -> DectOmmHandset */
  GHashTable *by_number;     /* -> DectOmmHandset */
  GHashTable *planned;       /* DectOmmRfp and DectOmmHandset that the plan has, too */
} Planning;

G_GNUC_PRINTF (2, 3)
static void
note (Planning *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->plan->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static const char *
label_of (Planning *self, DectKind kind, const DectAxiField *field)
{
  if (g_str_equal (field->column.field, "x_m") || g_str_equal (field->column.field, "y_m"))
    return field->attribute;
  return dect_omm_column_label (self->layouts[kind == DECT_KIND_RFP ? 0 : 1], &field->column);
}

static void
add_change (Planning *self,
            DectAxiStep *step,
            const DectAxiField *field,
            const char *before,
            const char *after)
{
  DectAxiChange *change = g_new0 (DectAxiChange, 1);

  change->attribute = field->attribute;
  change->field = dect_omm_real_field (step->record_kind, field->column.field) != NULL
                      ? field->column.field
                      : NULL;
  change->label = label_of (self, step->record_kind, field);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (step->changes, change);
}

/* XML cannot carry them, and no OMM would show them. */
static void
check_text (DectAxiStep *step, const DectAxiField *field, const char *value)
{
  for (const char *c = value; *c != '\0' && step->problem == NULL; c = g_utf8_next_char (c))
    if (!g_unichar_isprint (g_utf8_get_char (c)))
      {
        step->state = DECT_AXI_STEP_REFUSED;
        step->problem = dect_axi_error_new_refused ("EInvalidChars", field->attribute, 0);
      }
}

static DectAxiStep *
step_new (DectAxiStepKind kind, const DectRecord *record, DectAxiElement *request)
{
  DectAxiStep *step = g_new0 (DectAxiStep, 1);

  step->kind = kind;
  step->record = record->id;
  step->record_kind = record->kind;
  step->title = dect_record_title (record);
  step->changes = g_ptr_array_new_with_free_func (change_free);
  step->request = request;
  return step;
}

static void
plan_create (Planning *self, const DectRecord *record)
{
  DectAxiElement *request
      = dect_axi_request_create (self->snapshot, record, self->system->units_per_metre);
  guint n_fields;
  const DectAxiField *fields = dect_axi_fields (record->kind, &n_fields);
  DectAxiStep *step;

  if (request == NULL)
    return;
  step = step_new (DECT_AXI_STEP_CREATE, record, request);
  for (guint i = 0; i < n_fields; i++)
    {
      DectAxiElement *element = dect_axi_element_find (request, fields[i].element);
      const char *value
          = element != NULL ? dect_axi_element_get (element, fields[i].attribute) : NULL;

      if (value == NULL)
        continue;
      check_text (step, &fields[i], value);
      add_change (self, step, &fields[i], "", value);
    }
  if (record->kind == DECT_KIND_HANDSET)
    step->identity = g_strdup (DECT_HANDSET (record)->ipei);
  g_ptr_array_add (self->plan->steps, step);
}

/* A change names the record by the OMM's own number and sends only what differs. */
static void
plan_change (Planning *self, const DectRecord *record, gconstpointer built, gint omm_id)
{
  gboolean is_rfp = record->kind == DECT_KIND_RFP;
  g_autoptr (DectAxiElement) request = dect_axi_element_new (is_rfp ? "SetRFP" : "SetPPUser");
  DectAxiElement *element = dect_axi_element_add (request, is_rfp ? "rfp" : "user");
  guint n_fields;
  const DectAxiField *fields = dect_axi_fields (record->kind, &n_fields);
  DectAxiStep *step = step_new (DECT_AXI_STEP_CHANGE, record, g_steal_pointer (&request));

  dect_axi_element_set_int (element, is_rfp ? "id" : "uid", omm_id);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *after = NULL;
      g_autofree char *before = NULL;

      if (fields[i].built < 0)
        continue;
      after = dect_axi_field_dup_planned (&fields[i], self->snapshot, record,
                                          self->system->units_per_metre);
      before = dect_axi_field_dup_built (&fields[i], built);
      if (*after == '\0' || g_str_equal (after, before))
        continue;
      check_text (step, &fields[i], after);
      dect_axi_element_set (element, fields[i].attribute, after);
      add_change (self, step, &fields[i], before, after);
    }
  if (step->changes->len > 0)
    g_ptr_array_add (self->plan->steps, step);
  else
    step_free (step);
}

/* --- Records ------------------------------------------------------------------------------------
 */

static void
plan_rfps (Planning *self)
{
  guint n_records;
  const DectRecord *const *records
      = dect_snapshot_records (self->snapshot, DECT_KIND_RFP, &n_records);
  guint n_unknown = 0;

  for (guint i = 0; i < n_records; i++)
    {
      g_autofree char *key = dect_omm_record_key (records[i]);
      DectOmmRfp *built = key != NULL ? dect_omm_system_find_rfp (self->system, key) : NULL;

      if (key == NULL)
        n_unknown++;
      else if (built == NULL || built->captured)
        plan_create (self, records[i]);
      else
        plan_change (self, records[i], built, built->id);
      if (built != NULL)
        g_hash_table_add (self->planned, built);
    }
  if (n_unknown > 0)
    note (self,
          ngettext ("%u base station has no MAC yet and is not written.",
                    "%u base stations have no MAC yet and are not written.", n_unknown),
          n_unknown);
}

static void
plan_handset (Planning *self, const DectRecord *record)
{
  const DectHandset *handset = DECT_HANDSET (record);
  g_autofree char *title = dect_record_title (record);
  g_autofree char *key = dect_omm_record_key (record);
  DectOmmHandset *built = key != NULL ? g_hash_table_lookup (self->by_ipei, key) : NULL;

  if (key == NULL)
    {
      note (self, _("%s has no valid IPEI and is not written."), title);
      return;
    }
  if (built == NULL && handset->number != NULL)
    built = g_hash_table_lookup (self->by_number, handset->number);
  if (built == NULL)
    {
      plan_create (self, record);
      return;
    }
  g_hash_table_add (self->planned, built);
  if (handset->ipei != NULL && g_strcmp0 (built->ipei, key) != 0)
    note (self,
          _("%s: the OMM has its number with another device, or with none; link them there by "
             "hand."),
          title);
  else if (built->uid == DECT_OMM_UNSET && handset->number != NULL)
    note (self, _("%s: the OMM has the device without a user; link them there by hand."), title);
  else if (built->uid != DECT_OMM_UNSET)
    plan_change (self, record, built, built->uid);
}

static void
index_handsets (Planning *self)
{
  for (guint i = 0; i < self->system->handsets->len; i++)
    {
      DectOmmHandset *handset = g_ptr_array_index (self->system->handsets, i);

      if (handset->ipei != NULL)
        g_hash_table_insert (self->by_ipei, handset->ipei, handset);
      if (handset->number != NULL)
        g_hash_table_insert (self->by_number, handset->number, handset);
    }
}

/* MAC key or IPEI as it is printed on the device. */
static char *
dup_shown (DectKind kind, const char *identity)
{
  DectMac mac;

  if (identity == NULL)
    return g_strdup ("–");
  if (kind == DECT_KIND_RFP && dect_mac_parse (identity, &mac, NULL))
    return dect_mac_to_string (&mac);
  return dect_hardware_dup_shown (kind, identity);
}

/* What the OMM has and the plan has not: it stays. */
static void
note_others (Planning *self)
{
  for (guint i = 0; i < self->system->rfps->len; i++)
    {
      DectOmmRfp *rfp = g_ptr_array_index (self->system->rfps, i);
      g_autofree char *mac = NULL;

      if (g_hash_table_contains (self->planned, rfp))
        continue;
      mac = dup_shown (DECT_KIND_RFP, rfp->mac);
      if (rfp->captured)
        note (self, _("The OMM saw base station %s try to connect; the plan has no such MAC."),
              mac);
      else
        note (self, _("The OMM has base station %s (%s), the plan has not; it is left there."),
              mac, rfp->name != NULL ? rfp->name : "–");
    }
  for (guint i = 0; i < self->system->handsets->len; i++)
    {
      DectOmmHandset *handset = g_ptr_array_index (self->system->handsets, i);
      g_autofree char *ipei = dup_shown (DECT_KIND_HANDSET, handset->ipei);

      if (!g_hash_table_contains (self->planned, handset))
        note (self, _("The OMM has handset %s (%s), the plan has not; it is left there."), ipei,
              handset->number != NULL ? handset->number : "–");
    }
}

DectAxiPlan *
dect_axi_plan_new (const DectSnapshot *snapshot, const DectOmmSystem *system)
{
  g_return_val_if_fail (snapshot != NULL && system != NULL, NULL);

  Planning self = { .plan = g_new0 (DectAxiPlan, 1),
                    .snapshot = snapshot,
                    .system = system,
                    .layouts = { dect_omm_layout_default (DECT_KIND_RFP),
                                 dect_omm_layout_default (DECT_KIND_HANDSET) },
                    .by_ipei = g_hash_table_new (g_str_hash, g_str_equal),
                    .by_number = g_hash_table_new (g_str_hash, g_str_equal),
                    .planned = g_hash_table_new (NULL, NULL) };
  guint n_handsets;
  const DectRecord *const *handsets
      = dect_snapshot_records (snapshot, DECT_KIND_HANDSET, &n_handsets);

  self.plan->steps = g_ptr_array_new_with_free_func (step_free);
  self.plan->notes = g_ptr_array_new_with_free_func (g_free);
  index_handsets (&self);
  plan_rfps (&self);
  for (guint i = 0; i < n_handsets; i++)
    plan_handset (&self, handsets[i]);
  note_others (&self);

  for (guint i = 0; i < G_N_ELEMENTS (self.layouts); i++)
    dect_omm_layout_unref (self.layouts[i]);
  g_hash_table_unref (self.by_ipei);
  g_hash_table_unref (self.by_number);
  g_hash_table_unref (self.planned);
  return self.plan;
}

guint
dect_axi_plan_count (const DectAxiPlan *self, DectAxiStepState state)
{
  g_return_val_if_fail (self != NULL, 0);

  guint n = 0;

  for (guint i = 0; i < self->steps->len; i++)
    n += ((DectAxiStep *) g_ptr_array_index (self->steps, i))->state == state;
  return n;
}

gboolean
dect_axi_plan_log (const DectAxiPlan *self, DectLog *log, const char *host)
{
  g_return_val_if_fail (self != NULL && log != NULL && host != NULL, FALSE);

  static const char *const names[] = {
    [DECT_AXI_STEP_OPEN] = "open",
    [DECT_AXI_STEP_DONE] = "done",
    [DECT_AXI_STEP_REFUSED] = "refused",
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *details = NULL;

  if (dect_axi_plan_count (self, DECT_AXI_STEP_OPEN) == self->steps->len)
    return FALSE;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "host");
  json_builder_add_string_value (builder, host);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      dect_json_add_integer (builder, names[i], dect_axi_plan_count (self, (DectAxiStepState) i));
    }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  details = json_to_string (node, FALSE);
  dect_log_append (log, "omm-push", details);
  return TRUE;
}

char *
dect_axi_step_dup_summary (const DectAxiStep *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *labels = g_string_new (NULL);
  char *summary;

  for (guint i = 0; i < self->changes->len; i++)
    {
      const DectAxiChange *change = g_ptr_array_index (self->changes, i);

      if (self->kind == DECT_AXI_STEP_CREATE)
        continue;
      g_string_append_printf (labels, "%s%s: %s → %s", i > 0 ? "; " : "", change->label,
                              *change->before != '\0' ? change->before : "–", change->after);
    }
  summary = self->kind == DECT_AXI_STEP_CREATE
                ? g_strdup_printf (_("create %s"), self->title)
                : g_strdup_printf (_("change %s: %s"), self->title, labels->str);
  g_string_free (labels, TRUE);
  return summary;
}
