/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-field-cell.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-dialogs.h"
#include "dect-field-editor.h"
#include "dect-replace-dialog.h"
#include "dect-settings.h"
#include "dect-set-field.h"
#include "model/dect-catalogue.h"
#include "model/dect-edit.h"
#include "model/dect-hardware.h"
#include "model/dect-ipei.h"
#include "model/dect-length.h"

struct _DectFieldCell
{
  GtkWidget parent_instance;
  DectKind kind;
  const DectField *field;
  GHashTable *drafts;
  DectDocument *document;
  DectItem *item;
  GtkWidget *label;
  GtkWidget *editor;  /* while editing */
  GtkWidget *problem; /* popover, while there is something to say */
  char *text;         /* what is wrong, while something is */
  gboolean focused;   /* it or its editor; the window tells of the new focus only later */
  gboolean ending;
};

enum
{
  DONE,
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectFieldCell, dect_field_cell, GTK_TYPE_WIDGET)

char *
dect_field_dup_shown (DectSite *site, const DectField *field, const DectRecord *record)
{
  g_return_val_if_fail (DECT_IS_SITE (site), NULL);
  g_return_val_if_fail (field != NULL && record != NULL, NULL);

  g_autofree char *text = dect_field_dup_text (field, record);
  const DectRfpModel *model;
  DectIpei ipei;

  if (dect_field_is_length (field))
    return dect_length_to_entry (dect_field_get_number (field, record));
  if (field->type == DECT_FIELD_IPEI && dect_ipei_parse (text, &ipei, NULL))
    return dect_ipei_to_display (&ipei);
  if (field->type == DECT_FIELD_MODEL && (model = dect_catalogue_find (text)) != NULL)
    return g_strdup (model->name);
  if (field->type == DECT_FIELD_BOOL && *text != '\0')
    return g_strdup (g_str_equal (text, "yes") ? _("Yes") : _("No"));
  for (const DectChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    if (g_str_equal (choice->id, text))
      return g_strdup (_(choice->label));
  if (field->type == DECT_FIELD_REFERENCE)
    {
      const DectRecord *target = dect_site_find_record (site, dect_field_get_ref (field, record));
      const DectField *name = dect_kind_field (field->target, "name");

      return target != NULL && name != NULL ? dect_field_dup_text (name, target) : g_strdup ("");
    }
  return g_steal_pointer (&text);
}

/* --- What is wrong ------------------------------------------------------------------------------- */

static void
hide_problem (DectFieldCell *self)
{
  g_clear_pointer (&self->problem, gtk_widget_unparent);
}

static void
show_problem (DectFieldCell *self)
{
  GtkWidget *label;

  if (self->text == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      hide_problem (self);
      return;
    }
  if (self->problem == NULL)
    {
      self->problem = gtk_popover_new ();
      label = gtk_label_new (NULL);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "problem");
      gtk_popover_set_child (GTK_POPOVER (self->problem), label);
      gtk_popover_set_autohide (GTK_POPOVER (self->problem), FALSE);
      gtk_popover_set_position (GTK_POPOVER (self->problem), GTK_POS_BOTTOM);
      gtk_widget_set_can_target (self->problem, FALSE);
      gtk_widget_set_parent (self->problem, GTK_WIDGET (self));
    }
  label = gtk_popover_get_child (GTK_POPOVER (self->problem));
  gtk_label_set_text (GTK_LABEL (label), self->text);
  gtk_popover_popup (GTK_POPOVER (self->problem));
}

static void
tell (DectFieldCell *self, GtkWidget *widget)
{
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID,
      self->text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->text != NULL ? self->text : "", -1);
}

static void
set_problem (DectFieldCell *self, const char *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  tell (self, GTK_WIDGET (self));
  if (self->editor != NULL)
    tell (self, self->editor);
  if (self->focused)
    show_problem (self);
  else
    hide_problem (self);
}

static char *
find_duplicate (DectFieldCell *self, const char *text)
{
  DectSite *site = dect_document_get_site (self->document);
  g_autoptr (DectRecord) record = NULL;
  g_autofree char *title = NULL;
  guint32 other;

  /* Of all rows at once the checks say it. */
  if (self->field != dect_hardware_field (self->kind) || *text == '\0'
      || (self->editor == NULL && !self->focused))
    return NULL;
  record = dect_record_copy (dect_item_get_record (self->item));
  dect_field_set_text (self->field, record, text, NULL);
  other = dect_hardware_find (site, self->kind, dect_field_get_string (self->field, record),
                              record->id);
  if (other == 0)
    return NULL;
  title = dect_record_title (dect_site_find_record (site, other));
  return g_strdup_printf (_("It is at %s already; no two can have it."), title);
}

static void
validate (DectFieldCell *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *duplicate = NULL;

  if (self->field->type == DECT_FIELD_REFERENCE)
    set_problem (self, NULL);
  else if (!dect_field_validate_shown (self->field, text, &error))
    set_problem (self, error->message);
  else
    {
      duplicate = find_duplicate (self, text);
      set_problem (self, duplicate);
    }
}

/* --- Drafts -------------------------------------------------------------------------------------- */

static char *
draft_key (DectFieldCell *self)
{
  return g_strdup_printf ("%u.%s", dect_item_get_id (self->item), self->field->id);
}

static const char *
get_draft (DectFieldCell *self)
{
  g_autofree char *key = draft_key (self);

  return g_hash_table_lookup (self->drafts, key);
}

/* --- Showing ------------------------------------------------------------------------------------- */

static void
name_cell (DectFieldCell *self, const char *shown)
{
  g_autofree char *name = *shown != '\0'
                              ? g_strdup_printf (_("%s: %s"), _(self->field->label), shown)
                              : g_strdup (_(self->field->label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (g_str_equal (self->field->id, "name") || g_str_equal (self->field->id, "number"))
    {
      g_autofree char *title = dect_record_title (dect_item_get_record (self->item));

      dect_accessible_name_row (GTK_WIDGET (self), title);
    }
}

/* What was in this place before is said where its successor stands. */
static gboolean
dect_field_cell_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  DectFieldCell *self = DECT_FIELD_CELL (widget);
  g_autofree char *text = NULL;

  if (self->item == NULL || self->editor != NULL)
    return FALSE;
  if (self->text != NULL)
    text = g_strdup (self->text);
  else if (self->field == dect_hardware_field (self->kind))
    text = dect_replace_dup_history (dect_document_get_site (self->document),
                                     dect_item_get_id (self->item));
  else if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (self->label))))
    text = g_strdup (gtk_label_get_text (GTK_LABEL (self->label)));
  if (text == NULL || *text == '\0')
    return FALSE;
  dect_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
show (DectFieldCell *self)
{
  const DectRecord *record = dect_item_get_record (self->item);
  const char *draft = get_draft (self);
  g_autofree char *shown
      = draft != NULL
            ? g_strdup (draft)
            : dect_field_dup_shown (dect_document_get_site (self->document), self->field, record);
  g_autofree char *text
      = draft != NULL ? g_strdup (draft) : dect_field_dup_text (self->field, record);
  g_autofree char *line = g_strdelimit (g_strdup (shown), "\n", ' ');

  gtk_label_set_text (GTK_LABEL (self->label), line);
  name_cell (self, line);
  if (self->editor == NULL)
    validate (self, text);
}

static void
unit_cb (DectFieldCell *self)
{
  if (self->item != NULL)
    show (self);
}

/* --- Editing ------------------------------------------------------------------------------------- */

static void
editor_changed_cb (DectFieldCell *self)
{
  g_autofree char *text = NULL;

  if (self->editor == NULL || self->ending)
    return;
  text = dect_field_editor_dup_text (self->editor);
  validate (self, text);
}

/* Takes the text over; what the field cannot hold becomes a draft. */
static void
commit (DectFieldCell *self)
{
  g_autofree char *text = dect_field_editor_dup_text (self->editor);
  g_autofree char *now = dect_field_dup_text (self->field, dect_item_get_record (self->item));
  g_autofree char *shown = dect_field_dup_shown (dect_document_get_site (self->document),
                                                 self->field, dect_item_get_record (self->item));
  guint32 id = dect_item_get_id (self->item);

  if (g_str_equal (text, now) || g_str_equal (text, shown)
      || dect_set_field (GTK_WIDGET (self), dect_document_get_site (self->document), &id, 1,
                         self->field, text, NULL))
    {
      g_autofree char *key = draft_key (self);

      g_hash_table_remove (self->drafts, key);
    }
  else
    g_hash_table_insert (self->drafts, draft_key (self), g_strdup (text));
}

/* A window that is closed took it over before it asked whether to save. */
static gboolean
is_closing (DectFieldCell *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root == NULL || !gtk_widget_get_visible (GTK_WIDGET (root));
}

static void
drop_editor_idle (gpointer data)
{
  g_autoptr (GtkWidget) editor = data;

  if (gtk_widget_get_parent (editor) != NULL)
    gtk_widget_unparent (editor);
}

static void
end_editing (DectFieldCell *self, gboolean keep)
{
  GtkWidget *editor = self->editor;
  gboolean focused = self->focused;

  if (editor == NULL || self->ending)
    return;
  self->ending = TRUE;
  if (self->item != NULL && keep)
    commit (self);
  else if (self->item != NULL)
    dect_field_cell_drop_draft (self);
  self->editor = NULL;
  if (focused)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self));
      gtk_widget_unparent (editor);
    }
  else
    /* While the focus leaves it the window still holds on to it. */
    g_idle_add_once (drop_editor_idle, g_object_ref (editor));
  gtk_widget_set_visible (self->label, TRUE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "editing");
  self->ending = FALSE;
  if (self->item != NULL)
    show (self);
}

static void
chosen_idle (gpointer data)
{
  g_autoptr (DectFieldCell) self = data;

  if (self->editor == NULL || !GTK_IS_DROP_DOWN (self->editor))
    return;
  end_editing (self, TRUE);
  g_signal_emit (self, signals[DONE], 0, DECT_CELL_STAY);
}

/* The list that was chosen from is still closing. */
static void
chosen_cb (DectFieldCell *self)
{
  g_idle_add_once (chosen_idle, g_object_ref (self));
}

static GtkWidget *
make_editor (DectFieldCell *self)
{
  GtkWidget *editor;

  editor = dect_field_editor_new (self->kind, self->field);
  if (self->field->type == DECT_FIELD_REFERENCE)
    dect_field_editor_set_targets (editor, dect_document_get_site (self->document),
                                   self->field->target);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(self->field->label), -1);
  return editor;
}

static char *
dup_start (DectFieldCell *self, const char *text)
{
  const DectRecord *record = dect_item_get_record (self->item);
  const char *draft = get_draft (self);

  if (text != NULL)
    return g_strdup (text);
  if (draft != NULL)
    return g_strdup (draft);
  if (self->field->type == DECT_FIELD_IPEI)
    return dect_field_dup_shown (dect_document_get_site (self->document), self->field, record);
  return dect_field_dup_text (self->field, record);
}

/* Of two values the other one is meant. */
static void
toggle (DectFieldCell *self)
{
  gboolean on = dect_field_get_int (self->field, dect_item_get_record (self->item)) == TRUE;
  guint32 id = dect_item_get_id (self->item);

  dect_edit_set (dect_document_get_site (self->document), &id, 1, self->field, on ? "no" : "yes",
                 NULL);
}

void
dect_field_cell_edit (DectFieldCell *self, const char *text)
{
  g_autofree char *start = NULL;

  g_return_if_fail (DECT_IS_FIELD_CELL (self));
  g_return_if_fail (self->item != NULL);

  if (self->editor != NULL)
    return;
  if (self->field->type == DECT_FIELD_BOOL && self->field->initial != (double) DECT_UNSET)
    {
      toggle (self);
      return;
    }
  self->editor = make_editor (self);
  start = dup_start (self, dect_field_editor_is_typed (self->editor) ? text : NULL);
  dect_field_editor_set_text (self->editor, start);
  gtk_widget_add_css_class (GTK_WIDGET (self), "editing");
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  dect_field_editor_connect (self->editor, G_CALLBACK (editor_changed_cb), self);
  gtk_widget_grab_focus (self->editor);
  if (GTK_IS_ENTRY (self->editor) && text != NULL)
    gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
  if (GTK_IS_DROP_DOWN (self->editor))
    {
      g_signal_connect_object (self->editor, "notify::selected", G_CALLBACK (chosen_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_activate (self->editor);
    }
  editor_changed_cb (self);
}

static gboolean
key_pressed_cb (DectFieldCell *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  DectCellMove move;

  if (self->editor == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Escape)
    move = DECT_CELL_STAY;
  else if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_KP_Tab)
    move = DECT_CELL_NEXT;
  else if (keyval == GDK_KEY_ISO_Left_Tab)
    move = DECT_CELL_PREVIOUS;
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
           && dect_field_editor_is_typed (self->editor)
           && !(shift && GTK_IS_TEXT_VIEW (self->editor)))
    move = DECT_CELL_BELOW;
  else
    return GDK_EVENT_PROPAGATE;
  if (shift && move == DECT_CELL_NEXT)
    move = DECT_CELL_PREVIOUS;
  end_editing (self, keyval != GDK_KEY_Escape);
  g_signal_emit (self, signals[DONE], 0, move);
  return GDK_EVENT_STOP;
}

static void
enter_cb (DectFieldCell *self)
{
  self->focused = TRUE;
  g_signal_emit (self, signals[ENTERED], 0);
  if (self->item != NULL)
    show (self);
}

static void
leave_cb (DectFieldCell *self)
{
  self->focused = FALSE;
  end_editing (self, !is_closing (self));
  hide_problem (self);
}

/* A click takes the focus, a second one edits. The row would give the focus to its first cell. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DectFieldCell *self)
{
  GtkWidget *row = GTK_WIDGET (self);

  if (self->editor != NULL || self->item == NULL)
    return;
  while (row != NULL && !GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    {
      gtk_widget_set_focus_on_click (row, FALSE);
      row = gtk_widget_get_parent (row);
    }
  if (row != NULL)
    gtk_widget_set_focus_on_click (row, FALSE);
  if (n_press == 2)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      dect_field_cell_edit (self, NULL);
    }
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* --- The widget ---------------------------------------------------------------------------------- */

static gboolean
dect_field_cell_grab_focus (GtkWidget *widget)
{
  /* The widget itself, not its label. */
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL || !gtk_widget_get_focusable (widget))
    return FALSE;
  gtk_root_set_focus (root, widget);
  return TRUE;
}

static void
dect_field_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DectFieldCell *self = DECT_FIELD_CELL (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != self->problem && gtk_widget_should_layout (child))
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->problem != NULL)
    gtk_popover_present (GTK_POPOVER (self->problem));
}

static void
dect_field_cell_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  DectFieldCell *self = DECT_FIELD_CELL (widget);
  GtkWidget *child = self->editor != NULL ? self->editor : self->label;

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
dect_field_cell_dispose (GObject *object)
{
  DectFieldCell *self = DECT_FIELD_CELL (object);
  GtkWidget *child;

  hide_problem (self);
  g_clear_object (&self->item);
  g_clear_object (&self->document);
  self->editor = self->label = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (dect_field_cell_parent_class)->dispose (object);
}

static void
dect_field_cell_class_init (DectFieldCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_field_cell_dispose;
  widget_class->grab_focus = dect_field_cell_grab_focus;
  widget_class->query_tooltip = dect_field_cell_query_tooltip;
  widget_class->measure = dect_field_cell_measure;
  widget_class->size_allocate = dect_field_cell_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "fieldcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  signals[DONE] = g_signal_new ("done", DECT_TYPE_FIELD_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[ENTERED] = g_signal_new ("entered", DECT_TYPE_FIELD_CELL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
dect_field_cell_init (DectFieldCell *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (focus, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

GtkWidget *
dect_field_cell_new (DectKind kind, const DectField *field, GHashTable *drafts)
{
  DectFieldCell *self;
  gboolean number;

  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (drafts != NULL, NULL);

  self = g_object_new (DECT_TYPE_FIELD_CELL, NULL);
  self->kind = kind;
  self->field = field;
  self->drafts = g_hash_table_ref (drafts);
  if (dect_field_is_length (field))
    dect_settings_watch_unit (self, G_CALLBACK (unit_cb));
  number = field->type == DECT_FIELD_INTEGER || field->type == DECT_FIELD_NUMBER;
  gtk_label_set_xalign (GTK_LABEL (self->label), number ? 1 : 0);
  if (dect_field_is_code (field) && gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    {
      gtk_widget_set_direction (self->label, GTK_TEXT_DIR_LTR);
      gtk_label_set_xalign (GTK_LABEL (self->label), number ? 0 : 1);
    }
  if (number || dect_hardware_field (kind) == field || field->type == DECT_FIELD_IPV4)
    gtk_widget_add_css_class (self->label, "numeric");
  return GTK_WIDGET (self);
}

void
dect_field_cell_set_item (DectFieldCell *self, DectDocument *document, DectItem *item)
{
  g_return_if_fail (DECT_IS_FIELD_CELL (self));
  g_return_if_fail (item == NULL || DECT_IS_ITEM (item));

  if (self->item != NULL)
    {
      end_editing (self, !is_closing (self));
      g_signal_handlers_disconnect_by_func (self->item, show, self);
    }
  hide_problem (self);
  g_set_object (&self->document, document);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::record", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

DectItem *
dect_field_cell_get_item (DectFieldCell *self)
{
  g_return_val_if_fail (DECT_IS_FIELD_CELL (self), NULL);

  return self->item;
}

const DectField *
dect_field_cell_get_field (DectFieldCell *self)
{
  g_return_val_if_fail (DECT_IS_FIELD_CELL (self), NULL);

  return self->field;
}

void
dect_field_cell_commit_focused (GtkRoot *root)
{
  GtkWidget *focus;
  GtkWidget *cell;

  g_return_if_fail (GTK_IS_ROOT (root));

  focus = gtk_root_get_focus (root);
  cell = focus != NULL ? gtk_widget_get_ancestor (focus, DECT_TYPE_FIELD_CELL) : NULL;
  if (cell != NULL && DECT_FIELD_CELL (cell)->editor != NULL)
    commit (DECT_FIELD_CELL (cell));
}

gboolean
dect_field_cell_is_editing (DectFieldCell *self)
{
  g_return_val_if_fail (DECT_IS_FIELD_CELL (self), FALSE);

  return self->editor != NULL;
}

const char *
dect_field_cell_get_problem (DectFieldCell *self)
{
  g_return_val_if_fail (DECT_IS_FIELD_CELL (self), NULL);

  return self->text;
}

gboolean
dect_field_cell_drop_draft (DectFieldCell *self)
{
  g_autofree char *key = NULL;
  gboolean dropped;

  g_return_val_if_fail (DECT_IS_FIELD_CELL (self), FALSE);
  g_return_val_if_fail (self->item != NULL, FALSE);

  key = draft_key (self);
  dropped = g_hash_table_remove (self->drafts, key);
  if (dropped && self->editor == NULL)
    show (self);
  return dropped;
}
