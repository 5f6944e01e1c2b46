/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-scan-view.h"

#include <glib/gi18n.h>

#include "dect-replace-dialog.h"
#include "dect-scan-capture.h"
#include "model/dect-catalogue.h"
#include "model/dect-edit.h"
#include "model/dect-hardware.h"
#include "model/dect-mac.h"
#include "model/dect-scan.h"

/* Between the two beeps of an error. */
#define BEEP_MS 180

/* A scan that can be taken back: what it filled, and the generation of the site after it. */
typedef struct
{
  guint32 id;
  guint64 generation;
} Fill;

struct _DectScanView
{
  GtkWidget parent_instance;
  GtkLabel *caption;
  GtkLabel *number;
  GtkLabel *name;
  GtkLabel *place;
  GtkEntry *entry;
  GtkWidget *band;
  GtkImage *sign;
  GtkLabel *result;
  GtkWidget *accept_button;
  GtkWidget *move_button;
  GtkWidget *swap_button;
  GtkEventController *capture; /* on the window */

  DectDocument *document; /* while it is on */
  DectKind kind;
  GArray *order;
  guint32 target;
  GArray *fills; /* of Fill */
  char *pending; /* scanned, and taken when it comes again */
  guint32 owner; /* who has it */
  gboolean syncing;
};

enum
{
  TARGET,
  STOPPED,
  BEEP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectScanView, dect_scan_view, GTK_TYPE_WIDGET)

static DectSite *
get_site (DectScanView *self)
{
  return dect_document_get_site (self->document);
}

static const DectRecord *
get_target_record (DectScanView *self)
{
  return dect_site_find_record (get_site (self), self->target);
}

/* --- What came of it ----------------------------------------------------------------------------- */

static void
say (DectScanView *self, const char *style, const char *icon, const char *text)
{
  static const char *const styles[] = { "good", "warn", "bad" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->band, styles[i]);
  gtk_widget_set_visible (self->band, text != NULL);
  if (text == NULL)
    {
      gtk_label_set_text (self->result, "");
      return;
    }
  gtk_widget_add_css_class (self->band, style);
  gtk_image_set_from_icon_name (self->sign, icon);
  gtk_label_set_text (self->result, text);
  /* A screen reader is told by the entry, which has the focus; gtk_accessible_announce () is
   * of 4.14. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
say_good (DectScanView *self, const char *text)
{
  say (self, "good", "object-select-symbolic", text);
}

/* The text stays, selected, so that it can be looked at and the next scan overwrites it. */
static void
say_bad (DectScanView *self, const char *style, const char *text)
{
  say (self, style, "dialog-warning-symbolic", text);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  g_signal_emit (self, signals[BEEP], 0, g_str_equal (style, "bad"));
}

static void
beep_again (gpointer data)
{
  g_autoptr (DectScanView) self = data;

  if (gtk_widget_get_realized (GTK_WIDGET (self)))
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
}

static void
default_beep (DectScanView *self, gboolean error)
{
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;
  gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
  if (error)
    g_timeout_add_once (BEEP_MS, beep_again, g_object_ref (self));
}

/* --- What is next -------------------------------------------------------------------------------- */

static void
update_actions (DectScanView *self)
{
  const DectRecord *record = self->document != NULL ? get_target_record (self) : NULL;
  gboolean conflict = record != NULL && self->owner != 0 && self->owner != self->target;
  gboolean filled
      = record != NULL && dect_field_is_set (dect_hardware_field (record->kind), record);

  gtk_widget_set_visible (self->accept_button, self->pending != NULL && self->owner == 0);
  gtk_widget_set_visible (self->move_button, conflict);
  gtk_widget_set_visible (self->swap_button, conflict && filled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scan.accept",
                                 self->pending != NULL && self->owner == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scan.move", conflict);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scan.swap", conflict && filled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scan.undo", self->fills->len > 0);
}

static void
forget_pending (DectScanView *self)
{
  g_clear_pointer (&self->pending, g_free);
  self->owner = 0;
}

static char *
dup_place (DectScanView *self, const DectRecord *record)
{
  const DectField *hardware = dect_hardware_field (self->kind);
  const DectRfp *rfp = self->kind == DECT_KIND_RFP ? DECT_RFP (record) : NULL;
  const DectRecord *floor
      = rfp != NULL ? dect_site_find_record (get_site (self), rfp->floor) : NULL;
  const char *floor_name = floor != NULL ? DECT_FLOOR (floor)->name : NULL;
  const char *room = rfp != NULL ? rfp->room : DECT_HANDSET (record)->location;

  if (dect_field_is_set (hardware, record))
    {
      g_autofree char *shown
          = dect_hardware_dup_shown (self->kind, dect_field_get_string (hardware, record));

      return g_strdup_printf (_("Has %s; the next scan replaces it."), shown);
    }
  if (floor_name != NULL && room != NULL)
    return g_strdup_printf (_("%s · %s"), floor_name, room);
  return g_strdup (floor_name != NULL ? floor_name : room != NULL ? room : "");
}

static void
show_none (DectScanView *self)
{
  gboolean rfp = self->kind == DECT_KIND_RFP;

  gtk_label_set_text (self->caption, _("Scan"));
  gtk_label_set_text (self->number, "+");
  gtk_label_set_text (self->name, rfp ? _("A new base station") : _("A new handset"));
  gtk_label_set_text (self->place, rfp ? _("All have their MAC address; each scan now adds one.")
                                       : _("All have their IPEI; each scan now adds one."));
}

static void
show_target (DectScanView *self)
{
  const DectRecord *record;
  g_autofree char *number = NULL, *name = NULL, *place = NULL;

  if (self->document == NULL)
    return;
  record = get_target_record (self);
  update_actions (self);
  if (record == NULL)
    {
      show_none (self);
      return;
    }
  number = dect_field_dup_text (dect_kind_field (self->kind, "number"), record);
  name = dect_field_dup_text (dect_kind_field (self->kind, "name"), record);
  place = dup_place (self, record);
  if (dect_field_is_set (dect_hardware_field (self->kind), record))
    gtk_label_set_text (self->caption, _("Scan the new device for"));
  else
    gtk_label_set_text (self->caption, self->kind == DECT_KIND_RFP
                                           ? _("Scan the MAC address of base station")
                                           : _("Scan the IPEI of handset"));
  gtk_label_set_text (self->number, *number != '\0' ? number : "–");
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->place, place);
}

void
dect_scan_view_set_target (DectScanView *self, guint32 id)
{
  g_return_if_fail (DECT_IS_SCAN_VIEW (self));

  if (self->document == NULL)
    return;
  self->target = id;
  forget_pending (self);
  show_target (self);
  self->syncing = TRUE;
  if (id != 0)
    dect_document_select_one (self->document, id);
  self->syncing = FALSE;
  g_signal_emit (self, signals[TARGET], 0, id);
}

/* A click on another row chooses it; the scanner goes on typing here. */
static void
selection_cb (DectScanView *self)
{
  DectItem *item = dect_document_get_selected (self->document);

  if (self->syncing || item == NULL || dect_item_get_kind (item) != self->kind
      || dect_item_get_id (item) == self->target)
    return;
  dect_scan_view_set_target (self, dect_item_get_id (item));
  say (self, NULL, NULL, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* The plan changed: by a scan, by undo, by hand. */
static void
generation_cb (DectScanView *self)
{
  if (self->target != 0 && get_target_record (self) == NULL)
    dect_scan_view_set_target (self, dect_scan_next (get_site (self), self->order, 0, FALSE));
  else
    show_target (self);
}

/* --- Scans --------------------------------------------------------------------------------------- */

static void
note_fill (DectScanView *self, guint32 id)
{
  Fill fill = { id, dect_site_get_generation (get_site (self)) };

  g_array_append_val (self->fills, fill);
}

static guint32
add_thing (DectScanView *self, const char *value)
{
  DectRecord *record = dect_record_new (self->kind);
  g_autofree char *label = g_strdup_printf (_("Add %s"), dect_kind_label (self->kind));
  guint32 id;

  if (self->kind == DECT_KIND_RFP)
    DECT_RFP (record)->number = dect_edit_next_number (get_site (self));
  dect_field_set_text (dect_hardware_field (self->kind), record, value, NULL);
  id = dect_history_put_one (dect_document_get_history (self->document), record, label, NULL);
  g_array_append_val (self->order, id);
  return id;
}

static void
filled (DectScanView *self, guint32 id, const char *value, const char *layout)
{
  const DectRecord *record = dect_site_find_record (get_site (self), id);
  g_autofree char *title = dect_record_title (record);
  g_autofree char *shown = dect_hardware_dup_shown (self->kind, value);
  /* Translators: what was scanned, and what has it now */
  g_autofree char *text = g_strdup_printf (_("%s is at %s now."), shown, title);
  g_autofree char *all
      = layout != NULL
            ? g_strdup_printf (_("%s The scanner is set to another keyboard than this computer; "
                                  "it was understood (%s)."),
                               text, layout)
            : g_strdup (text);

  note_fill (self, id);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  dect_scan_view_set_target (self, dect_scan_next (get_site (self), self->order, id, FALSE));
  say_good (self, all);
}

static void
take (DectScanView *self, const char *value, const char *layout)
{
  g_autoptr (GError) error = NULL;
  guint32 id = self->target;

  if (id == 0)
    id = add_thing (self, value);
  else if (!dect_replace_hardware (self->document, id, value, &error))
    {
      say_bad (self, "bad", error->message);
      return;
    }
  filled (self, id, value, layout);
}

static void
say_owner (DectScanView *self, const char *value)
{
  g_autofree char *title = dect_record_title (dect_site_find_record (get_site (self), self->owner));
  g_autofree char *shown = dect_hardware_dup_shown (self->kind, value);
  g_autofree char *text = g_strdup_printf (_("%s is at %s already."), shown, title);

  say_bad (self, "bad", text);
}

static void
say_vendor (DectScanView *self, const char *value)
{
  g_autofree char *text = g_strdup_printf (
      _("%s is not of a known maker. The right label? Scan it again to take it."), value);

  say_bad (self, "warn", text);
}

static gboolean
is_of_known_maker (DectScanView *self, const char *value)
{
  DectMac mac;

  return self->kind != DECT_KIND_RFP || !dect_mac_parse (value, &mac, NULL)
         || dect_catalogue_vendor (&mac) != NULL;
}

void
dect_scan_view_scan (DectScanView *self, const char *text)
{
  const DectField *field;
  const char *layout;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  gboolean again;

  g_return_if_fail (DECT_IS_SCAN_VIEW (self));
  g_return_if_fail (text != NULL);

  if (self->document == NULL)
    return;
  field = dect_hardware_field (self->kind);
  value = dect_scan_read (field->type, text, &layout, &error);
  again = value != NULL && g_strcmp0 (value, self->pending) == 0 && self->owner == 0;
  forget_pending (self);
  if (value == NULL)
    say_bad (self, "bad", error->message);
  else if ((self->owner = dect_hardware_find (get_site (self), self->kind, value, 0)) != 0)
    {
      self->pending = g_strdup (value);
      say_owner (self, value);
    }
  else if (!again && !is_of_known_maker (self, value))
    {
      self->pending = g_strdup (value);
      say_vendor (self, value);
    }
  else
    take (self, value, layout);
  update_actions (self);
}

static void
activate_cb (DectScanView *self)
{
  g_autofree char *text
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*text != '\0')
    dect_scan_view_scan (self, text);
}

/* --- Actions ------------------------------------------------------------------------------------- */

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectScanView *self = DECT_SCAN_VIEW (widget);
  Fill last;

  if (self->fills->len == 0)
    return;
  last = g_array_index (self->fills, Fill, self->fills->len - 1);
  g_array_set_size (self->fills, self->fills->len - 1);
  if (dect_site_get_generation (get_site (self)) != last.generation)
    {
      g_array_set_size (self->fills, 0);
      update_actions (self);
      say_bad (self, "warn", _("Something else was changed since; undo that first with Ctrl+Z."));
      return;
    }
  dect_history_undo (dect_document_get_history (self->document));
  /* The one before was the last again. */
  if (self->fills->len > 0)
    g_array_index (self->fills, Fill, self->fills->len - 1).generation
        = dect_site_get_generation (get_site (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  dect_scan_view_set_target (self, dect_site_find (get_site (self), last.id) != NULL
                                       ? last.id
                                       : dect_scan_next (get_site (self), self->order, 0, FALSE));
  say (self, "warn", "edit-undo-symbolic", _("The last scan was taken back."));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectScanView *self = DECT_SCAN_VIEW (widget);
  guint32 id = dect_scan_next (get_site (self), self->order, self->target,
                               g_str_equal (name, "scan.previous"));

  if (id != 0)
    {
      dect_scan_view_set_target (self, id);
      say (self, NULL, NULL, NULL);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectScanView *self = DECT_SCAN_VIEW (widget);
  g_autofree char *value = g_strdup (self->pending);

  dect_scan_view_scan (self, value);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectScanView *self = DECT_SCAN_VIEW (widget);
  g_autofree char *value = g_strdup (self->pending);
  guint32 target = self->target;

  dect_replace_take_hardware (self->document, target, self->owner, g_str_equal (name, "scan.swap"));
  forget_pending (self);
  filled (self, target, value, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_scan_view_stop (DECT_SCAN_VIEW (widget));
}

/* Before the entry takes them. */
static gboolean
key_pressed_cb (DectScanView *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Escape)
    dect_scan_view_stop (self);
  else if (keyval == GDK_KEY_Tab && !empty)
    activate_cb (self);
  else if (keyval == GDK_KEY_BackSpace && empty)
    gtk_widget_activate_action (widget, "scan.undo", NULL);
  else if (keyval == GDK_KEY_Down)
    gtk_widget_activate_action (widget, "scan.next", NULL);
  else if (keyval == GDK_KEY_Up)
    gtk_widget_activate_action (widget, "scan.previous", NULL);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- The widget ---------------------------------------------------------------------------------- */

static void
disconnect (DectScanView *self)
{
  if (self->document == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->document, selection_cb, self);
  g_signal_handlers_disconnect_by_func (get_site (self), generation_cb, self);
  g_clear_object (&self->document);
}

static void
dect_scan_view_dispose (GObject *object)
{
  DectScanView *self = DECT_SCAN_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  disconnect (self);
  g_clear_pointer (&child, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_SCAN_VIEW);
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->fills, g_array_unref);
  g_clear_pointer (&self->pending, g_free);
  G_OBJECT_CLASS (dect_scan_view_parent_class)->dispose (object);
}

static void
dect_scan_view_root (GtkWidget *widget)
{
  DectScanView *self = DECT_SCAN_VIEW (widget);

  GTK_WIDGET_CLASS (dect_scan_view_parent_class)->root (widget);
  self->capture = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->capture, GTK_PHASE_CAPTURE);
  dect_scan_capture_new (self, GTK_EDITABLE (self->entry),
                         GTK_EVENT_CONTROLLER_KEY (self->capture));
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->capture);
}

static void
dect_scan_view_unroot (GtkWidget *widget)
{
  DectScanView *self = DECT_SCAN_VIEW (widget);

  gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->capture);
  self->capture = NULL;
  GTK_WIDGET_CLASS (dect_scan_view_parent_class)->unroot (widget);
}

static void
install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "scan.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "scan.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "scan.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "scan.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "scan.move", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "scan.swap", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "scan.stop", NULL, stop_action);
}

static void
dect_scan_view_class_init (DectScanViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_scan_view_dispose;
  widget_class->root = dect_scan_view_root;
  widget_class->unroot = dect_scan_view_unroot;
  signals[TARGET] = g_signal_new ("target", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[STOPPED]
      = g_signal_new ("stopped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BEEP]
      = g_signal_new_class_handler ("beep", type, G_SIGNAL_RUN_LAST, G_CALLBACK (default_beep),
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-scan-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectScanView, caption);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, number);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, name);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, place);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, entry);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, band);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, sign);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, result);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, accept_button);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, move_button);
  gtk_widget_class_bind_template_child (widget_class, DectScanView, swap_button);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  install (widget_class);
  gtk_widget_class_set_css_name (widget_class, "scanview");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dect_scan_view_init (DectScanView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->order = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->fills = g_array_new (FALSE, FALSE, sizeof (Fill));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

void
dect_scan_view_start (
    DectScanView *self, DectDocument *document, DectKind kind, const GArray *order, guint32 from)
{
  const DectRecord *first;

  g_return_if_fail (DECT_IS_SCAN_VIEW (self));
  g_return_if_fail (DECT_IS_DOCUMENT (document));
  g_return_if_fail (dect_hardware_field (kind) != NULL);
  g_return_if_fail (order != NULL);

  disconnect (self);
  self->document = g_object_ref (document);
  self->kind = kind;
  g_array_set_size (self->order, 0);
  g_array_append_vals (self->order, order->data, order->len);
  g_array_set_size (self->fills, 0);
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_site (self), "notify::generation", G_CALLBACK (generation_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  say (self, NULL, NULL, NULL);
  first = dect_site_find_record (get_site (self), from);
  if (first == NULL || dect_field_is_set (dect_hardware_field (kind), first))
    from = dect_scan_next (get_site (self), self->order, from, FALSE);
  dect_scan_view_set_target (self, from);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
dect_scan_view_stop (DectScanView *self)
{
  g_return_if_fail (DECT_IS_SCAN_VIEW (self));

  if (self->document == NULL)
    return;
  disconnect (self);
  self->target = 0;
  g_array_set_size (self->fills, 0);
  forget_pending (self);
  g_signal_emit (self, signals[STOPPED], 0);
}

gboolean
dect_scan_view_is_on (DectScanView *self)
{
  g_return_val_if_fail (DECT_IS_SCAN_VIEW (self), FALSE);

  return self->document != NULL;
}

DectKind
dect_scan_view_get_kind (DectScanView *self)
{
  g_return_val_if_fail (DECT_IS_SCAN_VIEW (self), DECT_KIND_RFP);

  return self->kind;
}

guint32
dect_scan_view_get_target (DectScanView *self)
{
  g_return_val_if_fail (DECT_IS_SCAN_VIEW (self), 0);

  return self->target;
}

const char *
dect_scan_view_get_result (DectScanView *self)
{
  g_return_val_if_fail (DECT_IS_SCAN_VIEW (self), "");

  return gtk_label_get_text (self->result);
}
