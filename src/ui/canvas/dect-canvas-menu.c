/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>

#include "chain/dect-failures.h"
#include "model/dect-change.h"
#include "radio/dect-radio-data.h"

/* How near to the middle of a base station a press must be, pixels. */
#define HIT_PX 20
/* Base stations that a sentence names; the others are counted. */
#define MAX_NAMED 4

/* --- What if these fail --------------------------------------------------------------------------
 */

/* Selected base stations, as indexes of the analysis. */
static GArray *
list_selected (DectCanvas *self, DectAnalysis *analysis)
{
  GArray *rfps = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);

  for (guint i = 0; i < n_ids; i++)
    {
      gint index = dect_snapshot_find_rfp (analysis->snapshot, ids[i]) != NULL
                       ? dect_snapshot_index (analysis->snapshot, ids[i])
                       : -1;

      if (index >= 0)
        g_array_append_val (rfps, index);
    }
  return rfps;
}

static char *
dup_titles (DectSnapshot *snapshot, const guint *rfps, guint n_rfps)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_rfps, MAX_NAMED); i++)
    {
      g_autofree char *title
          = dect_record_title (DECT_RECORD (dect_snapshot_rfp (snapshot, rfps[i])));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", title);
    }
  if (n_rfps > MAX_NAMED)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n_rfps - MAX_NAMED),
                              n_rfps - MAX_NAMED);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_sentence (DectSnapshot *snapshot, GArray *failed, const guint *lost, guint n_lost)
{
  g_autofree char *failed_titles
      = dup_titles (snapshot, (const guint *) (gpointer) failed->data, failed->len);
  g_autofree char *lost_titles = dup_titles (snapshot, lost, n_lost);

  if (n_lost == 0)
    return g_strdup_printf (ngettext ("If %s fails, all others stay synchronised.",
                                      "If %s fail together, all others stay synchronised.",
                                      failed->len),
                            failed_titles);
  return failed->len == 1
             ? g_strdup_printf (ngettext ("If %s fails, %u other is not reached any more: %s.",
                                          "If %s fails, %u others are not reached any more: %s.",
                                          n_lost),
                                failed_titles, n_lost, lost_titles)
             : g_strdup_printf (
                 ngettext ("If %s fail together, %u other is not reached any more: %s.",
                           "If %s fail together, %u others are not reached any more: %s.", n_lost),
                 failed_titles, n_lost, lost_titles);
}

/* The site with those switched off, for the coverage that is left. */
static DectSnapshot *
dup_without (DectSnapshot *snapshot, GArray *failed)
{
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_record_unref);

  for (guint i = 0; i < failed->len; i++)
    {
      DectRfp *rfp = dect_rfp_copy (dect_snapshot_rfp (snapshot, g_array_index (failed, guint, i)));

      rfp->dect_on = FALSE;
      g_ptr_array_add (records, rfp);
    }
  return dect_snapshot_with (snapshot, (const DectRecord *const *) records->pdata, records->len);
}

void
dect_canvas_what_if (DectCanvas *self)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);
  g_autoptr (GArray) failed = NULL;
  g_autoptr (DectPreview) preview = NULL;
  g_autofree guint *lost = NULL;
  g_autofree char *sentence = NULL;
  guint n_lost;

  if (analysis == NULL)
    return;
  failed = list_selected (self, analysis);
  if (failed->len == 0)
    return;
  lost = dect_failures_test (analysis->chain, (const guint *) (gpointer) failed->data, failed->len,
                             &n_lost, NULL);
  sentence = dup_sentence (analysis->snapshot, failed, lost, n_lost);
  preview = dect_preview_new (sentence);
  for (guint i = 0; i < failed->len; i++)
    g_array_append_val (
        preview->failed,
        dect_snapshot_rfp (analysis->snapshot, g_array_index (failed, guint, i))->head.id);
  for (guint i = 0; i < n_lost; i++)
    g_array_append_val (preview->lost, dect_snapshot_rfp (analysis->snapshot, lost[i])->head.id);
  preview->snapshot = dup_without (analysis->snapshot, failed);
  dect_document_set_preview (self->document, preview);
}

/* --- Menu ----------------------------------------------------------------------------------------
 */

/* Materials of a wall, with what each costs. */
static GMenuModel *
make_materials (void)
{
  GMenu *menu = g_menu_new ();
  guint n;
  const DectMaterial *materials = dect_material_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *action = NULL;

      if (!materials[i].wall)
        continue;
      /* Translators: a material in a menu, and its loss */
      label = g_strdup_printf (_("%s · %.1f dB"), dect_material_get_label (&materials[i]),
                               materials[i].loss_db);
      action = g_strdup_printf ("canvas.material::%s", materials[i].id);
      g_menu_append (menu, label, action);
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_roles (void)
{
  const DectField *field = dect_kind_field (DECT_KIND_RFP, "role");
  GMenu *menu = g_menu_new ();

  for (const DectChoice *choice = field->choices; choice->id != NULL; choice++)
    {
      g_autofree char *action = g_strdup_printf ("canvas.role::%s", choice->id);

      g_menu_append (menu, _(choice->label), action);
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_clip_section (gboolean selected)
{
  GMenu *menu = g_menu_new ();

  if (selected)
    {
      g_menu_append (menu, _("Cu_t"), "canvas.cut");
      g_menu_append (menu, _("_Copy"), "canvas.copy");
    }
  g_menu_append (menu, _("_Paste"), "canvas.paste");
  if (selected)
    g_menu_append (menu, _("_Duplicate"), "canvas.duplicate");
  return G_MENU_MODEL (menu);
}

/* @kind: of what lies under the pointer; %DECT_N_KINDS: nothing. */
static GMenuModel *
make_model (DectCanvas *self, DectKind kind)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenuModel) clip = make_clip_section (kind != DECT_N_KINDS);
  g_autoptr (GMenu) more = g_menu_new ();
  guint n = 0;

  dect_document_get_selection (self->document, &n);
  if (kind == DECT_KIND_RFP)
    {
      g_menu_append (first,
                     n > 1 ? _("_What if these fail together") : _("_What if this one fails"),
                     "canvas.what-if");
      if (n <= 1)
        {
          g_autoptr (GMenuModel) roles = make_roles ();

          g_menu_append_submenu (first, _("Ro_le"), roles);
        }
      g_menu_append (more, _("Ta_ke off the plan"), "canvas.unplace");
    }
  if (kind == DECT_KIND_WALL)
    {
      g_autoptr (GMenuModel) materials = make_materials ();

      g_menu_append_submenu (first, _("_Material"), materials);
      g_menu_append (first, _("_Split here"), "canvas.split");
    }
  if (kind == DECT_KIND_REMARK)
    g_menu_append (first, _("Chan_ge the text"), "canvas.edit-note");
  if (kind != DECT_N_KINDS)
    {
      g_menu_append (more, _("_Remove"), "canvas.delete");
      g_menu_append (more, _("Pr_operties"), "plan.inspect");
      g_menu_append (more, _("_Zoom to it"), "canvas.zoom-selection");
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, clip);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

/* The keyboard goes back to what the menu was of, unless what was chosen has taken it elsewhere. */
static gboolean
refocus_cb (gpointer user_data)
{
  g_autoptr (DectCanvas) self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->menu == NULL || gtk_widget_get_visible (self->menu)
      || (focus != NULL && !gtk_widget_is_ancestor (focus, self->menu)
          && focus != GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  if (self->document != NULL)
    dect_canvas_focus_thing (self, self->menu_id);
  return G_SOURCE_REMOVE;
}

static void
menu_closed_cb (DectCanvas *self)
{
  self->menu_left = TRUE;
  g_idle_add (refocus_cb, g_object_ref (self));
}

/* What the menu had of the focus GTK gives to the canvas, some frames later. */
void
dect_canvas_focus_came (DectCanvas *self)
{
  if (self->menu_left)
    g_idle_add (refocus_cb, g_object_ref (self));
}

static void
show_menu (DectCanvas *self, DectPoint at, guint32 id)
{
  const DectRecord *record = dect_site_find_record (dect_document_get_site (self->document), id);
  g_autoptr (GMenuModel) model = make_model (self, record != NULL ? record->kind : DECT_N_KINDS);

  self->menu_at = at;
  self->menu_id = id;
  if (record != NULL && record->kind == DECT_KIND_RFP)
    {
      g_autofree char *role = dect_field_dup_text (dect_kind_field (DECT_KIND_RFP, "role"), record);

      dect_canvas_set_action_state (self, "role", g_variant_new_string (role));
    }
  if (record != NULL && record->kind == DECT_KIND_WALL)
    dect_canvas_set_action_state (
        self, "material",
        g_variant_new_string (dect_material_for_wall (DECT_WALL (record)->material)->id));
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) at.x, (int) at.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
}

/* What lies at @at: a base station before a note, a wall and the inside of a zone. */
static guint32
find_thing (DectCanvas *self, DectPoint at)
{
  DectRfpMarker *marker = dect_canvas_marker_at (self, at, HIT_PX);
  ZoneHit hit = ZONE_HIT_NONE;
  guint32 zone, shape;
  guint corner;

  if (marker != NULL)
    return dect_item_get_id (dect_marker_get_item (DECT_MARKER (marker)));
  if (dect_canvas_remark_at (self, at) != 0)
    return dect_canvas_remark_at (self, at);
  zone = dect_canvas_zone_at (self, at, &hit, &corner);
  shape = hit <= ZONE_HIT_INSIDE ? dect_canvas_shape_at (self, at) : 0;
  return shape != 0 ? shape : zone;
}

static void
open_menu (DectCanvas *self, DectPoint at)
{
  guint32 id = find_thing (self, at);

  if (id != 0 && !dect_document_is_selected (self->document, id))
    dect_document_select_one (self->document, id);
  dect_canvas_shape_cursor (self, id);
  show_menu (self, at, id);
}

/* While something is drawn, the other button ends it. */
static void
menu_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DectCanvas *self)
{
  DectPoint at = { x, y };

  if (self->document == NULL || self->floor == 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->sketch->len > 0)
    {
      dect_canvas_sketch_done (self);
      return;
    }
  open_menu (self, at);
}

/* A finger that stays on something has no other button. */
static void
held_cb (GtkGestureLongPress *gesture, double x, double y, DectCanvas *self)
{
  if (self->document == NULL || self->floor == 0 || dect_tool_class (self->tool) != NULL
      || self->drag_moved)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, (DectPoint){ x, y });
}

/* By the keyboard it opens where the focus is. */
static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  DectCanvas *self = DECT_CANVAS (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  double x = gtk_widget_get_width (widget) / 2.0, y = gtk_widget_get_height (widget) / 2.0;

  if (self->document == NULL || self->floor == 0)
    return FALSE;
  if (child != NULL)
    gtk_widget_translate_coordinates (child, widget, gtk_widget_get_width (child) / 2.0,
                                      gtk_widget_get_height (child) / 2.0, &x, &y);
  show_menu (self, (DectPoint){ x, y }, child != NULL ? dect_canvas_child_id (child) : 0);
  return TRUE;
}

void
dect_canvas_install_menu_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
}

void
dect_canvas_add_menu (DectCanvas *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *held = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (held), TRUE);
  g_signal_connect (held, "pressed", G_CALLBACK (held_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (held));
}
