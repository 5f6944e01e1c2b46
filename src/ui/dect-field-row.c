/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-field-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-document-plans.h"
#include "dect-field-editor.h"
#include "dect-plan-import.h"
#include "dect-text-label.h"
#include "model/dect-edit.h"

/* What a title beside a button has at least. */
#define TITLE_CHARS 10

struct _DectFieldRow
{
  AdwPreferencesRow parent_instance;
  DectKind kind;
  const DectField *field;
  DectDocument *document;
  GPtrArray *items; /* DectItem; what is edited, all of the row's kind */
  char *subtitle;
  char *known; /* the value when it was looked at last, as text */
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  GtkLabel *problem_label;
  GtkWidget *editor; /* GtkText, GtkTextView, GtkSwitch or GtkDropDown */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectFieldRow, dect_field_row, ADW_TYPE_PREFERENCES_ROW)

static DectItem *
first_item (DectFieldRow *self)
{
  return self->items->len > 0 ? self->items->pdata[0] : NULL;
}

/* Whether the things edited hold different values. */
static gboolean
is_mixed (DectFieldRow *self)
{
  const DectRecord *first = dect_item_get_record (first_item (self));

  for (guint i = 1; i < self->items->len; i++)
    if (!dect_field_equal (self->field, first, dect_item_get_record (self->items->pdata[i])))
      return TRUE;
  return FALSE;
}

/* --- Telling what is wrong -----------------------------------------------------------------------
 */

static void
set_problem (DectFieldRow *self, const char *problem)
{
  gtk_label_set_text (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "", -1);
}

/* What only one thing can have cannot be given to several. */
static gboolean
is_too_many (DectFieldRow *self, const char *text)
{
  return self->items->len > 1 && dect_edit_is_single (self->field, text);
}

static void
check (DectFieldRow *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (is_too_many (self, text))
    set_problem (self, _("Only one can have it; choose one alone."));
  else if (self->field->type == DECT_FIELD_REFERENCE
           || dect_field_validate_shown (self->field, text, &error))
    set_problem (self, NULL);
  else
    set_problem (self, error->message);
}

/* --- Between editor and site ---------------------------------------------------------------------
 */

static gboolean
record_take_text (DectFieldRow *self, DectRecord *record, const char *text)
{
  if (self->field->type != DECT_FIELD_REFERENCE)
    return dect_field_set_text (self->field, record, text, NULL);
  dect_field_set_ref (self->field, record, (guint32) g_ascii_strtoull (text, NULL, 10));
  return TRUE;
}

/* Unset, as it is between two digits of another angle, is no rotation. */
static double
or_zero (double value)
{
  return isfinite (value) ? value : 0;
}

/* Takes @record. Another scale of a plan leaves what stands on it where it is on the picture, and a
 * plan turns about its middle. */
static void
put_record (DectFieldRow *self, DectRecord *record)
{
  DectHistory *history = dect_document_get_history (self->document);
  const DectFloor *before = self->kind == DECT_KIND_FLOOR ? DECT_FLOOR (dect_site_find_record (
                                dect_document_get_site (self->document), record->id))
                                                          : NULL;
  double scale = before != NULL ? DECT_FLOOR (record)->plan_scale_m : 0;
  double turn_deg = before != NULL ? or_zero (DECT_FLOOR (record)->plan_rotation_deg)
                                         - or_zero (before->plan_rotation_deg)
                                   : 0;
  DectPlan *plan = before != NULL ? dect_document_peek_plan (self->document, before->plan) : NULL;
  DectPoint about;
  DectFloor *turned;

  if (before != NULL && g_str_equal (self->field->id, "plan_scale_m") && scale > 0)
    {
      dect_history_set_floor_scale (history, record->id, scale);
      dect_record_unref (record);
      return;
    }
  if (plan != NULL && g_str_equal (self->field->id, "plan_rotation_deg")
      && (turned = dect_plan_turned (before, plan, turn_deg, &about)) != NULL)
    {
      /* Kept as typed, 270 rather than -90. */
      turned->plan_rotation_deg = DECT_FLOOR (record)->plan_rotation_deg;
      dect_record_unref (record);
      record = DECT_RECORD (turned);
    }
  dect_history_put (history, record);
}

/* A step to undo: what is done to one thing, or to several. */
static char *
step_label (DectFieldRow *self)
{
  guint n = self->items->len;
  g_autofree char *title = NULL;

  if (n > 1)
    /* Translators: a step to undo: "Change Model of 12 things" */
    return g_strdup_printf (ngettext ("Change %s of %u thing", "Change %s of %u things", n),
                            _(self->field->label), n);
  title = dect_record_title (dect_item_get_record (first_item (self)));
  /* Translators: a step to undo: "Change MAC address of base station 4" */
  return g_strdup_printf (_("Change %s of %s"), _(self->field->label), title);
}

static void
put_all (DectFieldRow *self, const char *text)
{
  DectHistory *history = dect_document_get_history (self->document);
  g_autofree char *label = step_label (self);
  g_autofree char *key = g_strdup_printf ("field:%s", self->field->id);

  dect_history_begin (history, label, key);
  for (guint i = 0; i < self->items->len; i++)
    {
      DectRecord *record = dect_record_copy (dect_item_get_record (self->items->pdata[i]));

      if (record_take_text (self, record, text))
        put_record (self, record);
      else
        dect_record_unref (record);
    }
  dect_history_commit (history);
}

/* Said in the editor where there is room for it, else below the switch or the note. */
static void
show_mixed (DectFieldRow *self)
{
  gboolean mixed = self->items->len > 0 && is_mixed (self);
  const char *words = mixed ? _("Mixed") : NULL;
  gboolean has_room = GTK_IS_ENTRY (self->editor) || GTK_IS_DROP_DOWN (self->editor);
  const char *below = has_room || words == NULL ? self->subtitle : words;

  if (GTK_IS_ENTRY (self->editor))
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->editor), words);
  gtk_label_set_text (self->subtitle_label, below != NULL ? below : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), below != NULL);
}

/* What stands in the site, as the editor would say it. */
static char *
dup_value (DectFieldRow *self)
{
  return is_mixed (self)
             ? dect_field_editor_mixed_text (self->editor)
             : dect_field_dup_text (self->field, dect_item_get_record (first_item (self)));
}

/* Of one thing; what is wrong for several has no single place to come back to. */
static void
keep_draft (DectFieldRow *self, const char *text)
{
  if (self->items->len == 1)
    dect_document_set_draft (self->document, dect_item_get_id (first_item (self)), self->field->id,
                             text);
}

static const char *
get_draft (DectFieldRow *self)
{
  return self->items->len == 1 ? dect_document_get_draft (
             self->document, dect_item_get_id (first_item (self)), self->field->id)
                               : NULL;
}

static void
edited_cb (DectFieldRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *value = NULL;
  g_autoptr (DectRecord) probe = NULL;

  if (self->updating || self->items->len == 0)
    return;
  text = dect_field_editor_dup_text (self->editor);
  /* The word for "different values" is no value. */
  if (g_str_equal (text, DECT_FIELD_MIXED))
    return;
  probe = dect_record_copy (dect_item_get_record (first_item (self)));
  check (self, text);
  /* An identity that is wrong stays as it was typed, and a finding says so. */
  if (is_too_many (self, text) || !record_take_text (self, probe, text))
    {
      keep_draft (self, text);
      return;
    }
  keep_draft (self, NULL);
  /* Our own change comes back as a notification; the text must stay as it is being typed. */
  self->updating = TRUE;
  put_all (self, text);
  self->updating = FALSE;
  value = dup_value (self);
  dect_set_str (&self->known, value);
  show_mixed (self);
}

/* Whether what stands in the editor means what the record holds, in another spelling. */
static gboolean
text_means (DectFieldRow *self, const char *text, const DectRecord *record)
{
  g_autoptr (DectRecord) copy = dect_record_copy (record);

  return record_take_text (self, copy, text) && dect_field_equal (self->field, copy, record);
}

static void
show_record (DectFieldRow *self, gboolean force)
{
  const DectRecord *record;
  const char *draft;
  gboolean changed;
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;

  if (self->items->len == 0 || (self->updating && !force))
    return;
  record = dect_item_get_record (first_item (self));
  self->updating = TRUE;
  if (self->field->type == DECT_FIELD_REFERENCE)
    dect_field_editor_set_targets (self->editor, dect_document_get_site (self->document),
                                   self->field->target);
  text = dup_value (self);
  changed = dect_set_str (&self->known, text);
  shown = dect_field_editor_dup_text (self->editor);
  /* Another field of the thing may have changed; what is wrong here stays as it is. */
  if (force || (changed && (is_mixed (self) || !text_means (self, shown, record))))
    {
      /* Changed from elsewhere, the value wins over what could not become one. */
      if (!force)
        keep_draft (self, NULL);
      draft = get_draft (self);
      dect_field_editor_set_text (self->editor, draft != NULL ? draft : text);
      check (self, is_mixed (self) ? "" : draft != NULL ? draft : text);
    }
  self->updating = FALSE;
  show_mixed (self);
}

static void
record_cb (DectFieldRow *self)
{
  show_record (self, FALSE);
}

/* Leaving the entry puts a right text into its usual spelling; a wrong one stays. */
static void
focus_leave_cb (DectFieldRow *self)
{
  g_autofree char *text = NULL;

  if (self->items->len == 0)
    return;
  text = dect_field_editor_dup_text (self->editor);
  if (is_mixed (self) || text_means (self, text, dect_item_get_record (first_item (self))))
    show_record (self, TRUE);
}

/* --- Making the row ------------------------------------------------------------------------------
 */

static void
watch_focus (DectFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->editor, focus);
}

static void
update_title (DectFieldRow *self)
{
  g_autofree char *title = dect_field_dup_title (self->field);

  gtk_label_set_text (self->title_label, title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

static void
unit_cb (DectFieldRow *self)
{
  update_title (self);
  show_record (self, TRUE);
}

static void
build (DectFieldRow *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gboolean typed, wide;

  self->editor = dect_field_editor_new (self->kind, self->field);
  dect_field_editor_connect (self->editor, G_CALLBACK (edited_cb), self);
  dect_field_editor_watch_unit (self->editor, G_CALLBACK (unit_cb), self);
  typed = dect_field_editor_is_typed (self->editor);
  wide = dect_field_editor_is_wide (self->editor);
  if (typed)
    watch_focus (self);
  self->title_label = GTK_LABEL (dect_text_label_new (NULL, typed ? "caption" : NULL));
  self->subtitle_label = GTK_LABEL (dect_text_label_new (NULL, "caption"));
  self->problem_label = GTK_LABEL (dect_text_label_new (NULL, "problem"));
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle_label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem_label), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), FALSE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  /* A long name in the button beside it must not break the title within a word. */
  if (GTK_IS_DROP_DOWN (self->editor) && !wide)
    gtk_label_set_width_chars (self->title_label, TITLE_CHARS);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->title_label));
  if (wide)
    gtk_box_append (GTK_BOX (words), self->editor);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->subtitle_label));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->problem_label));
  gtk_box_append (GTK_BOX (outer), words);
  if (!wide)
    gtk_box_append (GTK_BOX (outer), self->editor);
  gtk_widget_set_valign (self->editor, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (outer, "field");
  if (typed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "typed");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), outer);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  update_title (self);
}

static void
dect_field_row_dispose (GObject *object)
{
  DectFieldRow *self = DECT_FIELD_ROW (object);

  g_clear_object (&self->document);
  g_ptr_array_set_size (self->items, 0);
  G_OBJECT_CLASS (dect_field_row_parent_class)->dispose (object);
}

static void
dect_field_row_finalize (GObject *object)
{
  DectFieldRow *self = DECT_FIELD_ROW (object);

  g_ptr_array_unref (self->items);
  g_free (self->subtitle);
  g_free (self->known);
  G_OBJECT_CLASS (dect_field_row_parent_class)->finalize (object);
}

/* A click anywhere in the row goes to what it edits. */
static void
dect_field_row_activate (GtkListBoxRow *row)
{
  DectFieldRow *self = DECT_FIELD_ROW (row);

  gtk_widget_grab_focus (self->editor);
}

static gboolean
dect_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DECT_FIELD_ROW (widget)->editor);
}

static void
dect_field_row_class_init (DectFieldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_field_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_field_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = dect_field_row_grab_focus;
  GTK_LIST_BOX_ROW_CLASS (klass)->activate = dect_field_row_activate;
}

static void
dect_field_row_init (DectFieldRow *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/* --- Public --------------------------------------------------------------------------------------
 */

GtkWidget *
dect_field_row_new (DectKind kind, const char *field)
{
  DectFieldRow *self = g_object_new (DECT_TYPE_FIELD_ROW, NULL);

  self->kind = kind;
  self->field = dect_kind_field (kind, field);
  g_return_val_if_fail (self->field != NULL, GTK_WIDGET (self));

  build (self);
  return GTK_WIDGET (self);
}

void
dect_field_row_set_items (DectFieldRow *self,
                          DectDocument *document,
                          DectItem *const *items,
                          guint n_items)
{
  g_return_if_fail (DECT_IS_FIELD_ROW (self));
  g_return_if_fail (n_items == 0 || (document != NULL && items != NULL));

  if (self->items->len == n_items
      && (n_items == 0 || memcmp (self->items->pdata, items, n_items * sizeof *items) == 0))
    return;
  for (guint i = 0; i < self->items->len; i++)
    g_signal_handlers_disconnect_by_data (self->items->pdata[i], self);
  g_set_object (&self->document, document);
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < n_items; i++)
    {
      g_return_if_fail (dect_item_get_kind (items[i]) == self->kind);

      g_ptr_array_add (self->items, g_object_ref (items[i]));
      g_signal_connect_object (items[i], "notify::record", G_CALLBACK (record_cb), self,
                               G_CONNECT_SWAPPED);
    }
  show_record (self, TRUE);
}

void
dect_field_row_set_item (DectFieldRow *self, DectDocument *document, DectItem *item)
{
  dect_field_row_set_items (self, document, &item, item != NULL ? 1 : 0);
}

void
dect_field_row_set_subtitle (DectFieldRow *self, const char *subtitle)
{
  g_return_if_fail (DECT_IS_FIELD_ROW (self));

  dect_set_str (&self->subtitle, subtitle);
  show_mixed (self);
}

const DectField *
dect_field_row_get_field (DectFieldRow *self)
{
  g_return_val_if_fail (DECT_IS_FIELD_ROW (self), NULL);

  return self->field;
}

char *
dect_field_row_get_text (DectFieldRow *self)
{
  g_return_val_if_fail (DECT_IS_FIELD_ROW (self), NULL);

  return dect_field_editor_dup_text (self->editor);
}

void
dect_field_row_set_text (DectFieldRow *self, const char *text)
{
  g_return_if_fail (DECT_IS_FIELD_ROW (self));
  g_return_if_fail (text != NULL);

  dect_field_editor_set_text (self->editor, text);
}

const char *
dect_field_row_get_problem (DectFieldRow *self)
{
  g_return_val_if_fail (DECT_IS_FIELD_ROW (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->problem_label))
             ? gtk_label_get_text (self->problem_label)
             : NULL;
}

GtkWidget *
dect_field_group_new (const char *title, DectKind kind, const char *const *fields)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; fields[i] != NULL; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), dect_field_row_new (kind, fields[i]));
  return group;
}

void
dect_field_rows_set_items (GtkWidget *parent,
                           DectDocument *document,
                           DectItem *const *items,
                           guint n_items)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  if (DECT_IS_FIELD_ROW (parent))
    {
      dect_field_row_set_items (DECT_FIELD_ROW (parent), document, items, n_items);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    dect_field_rows_set_items (child, document, items, n_items);
}

void
dect_field_rows_set_item (GtkWidget *parent, DectDocument *document, DectItem *item)
{
  dect_field_rows_set_items (parent, document, &item, item != NULL ? 1 : 0);
}
