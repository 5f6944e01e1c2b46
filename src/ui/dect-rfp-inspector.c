/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-rfp-inspector.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain/dect-repair.h"
#include "dect-accessible.h"
#include "dect-field-row.h"
#include "dect-photo-row.h"
#include "dect-replace-dialog.h"
#include "dect-settings.h"
#include "dect-set-field.h"
#include "model/dect-catalogue.h"
#include "model/dect-length.h"

struct _DectRfpInspector
{
  AdwBin parent_instance;
  DectDocument *document;
  DectItem *item;
  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *roles[3]; /* by DectRole */
  DectFieldRow *reflective;
  GtkWidget *findings_group;
  GtkListBox *findings;
  GtkWidget *chain_group;
  GtkListBox *chain;
  GtkWidget *wlan_group;
  GtkWidget *hardware;
  DectPhotoRow *photo;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectRfpInspector, dect_rfp_inspector, ADW_TYPE_BIN)

static const DectRfp *
get_rfp (DectRfpInspector *self)
{
  return DECT_RFP (dect_item_get_record (self->item));
}

/* --- Head ----------------------------------------------------------------------------------------
 */

static void
update_head (DectRfpInspector *self)
{
  const DectRfp *rfp = get_rfp (self);
  const DectRecord *floor
      = dect_site_find_record (dect_document_get_site (self->document), rfp->floor);
  const char *floor_name
      = floor != NULL && DECT_FLOOR (floor)->name != NULL ? DECT_FLOOR (floor)->name : _("Floor");
  g_autofree char *number
      = rfp->number != DECT_UNSET ? g_strdup_printf ("%d", rfp->number) : g_strdup ("?");
  gboolean placed = dect_rfp_is_placed (rfp);
  g_autofree char *x = placed ? dect_length_to_text (rfp->x_m, 1) : NULL;
  g_autofree char *y = placed ? dect_length_to_text (rfp->y_m, 1) : NULL;
  g_autofree char *place = placed ? g_strdup_printf ("%s · %s, %s", floor_name, x, y)
                                  : g_strdup (_("Not placed yet"));

  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->title, rfp->name != NULL ? rfp->name : _("Without a name"));
  gtk_label_set_text (self->subtitle, place);
}

/* --- Role ----------------------------------------------------------------------------------------
 */

static void
role_cb (GtkToggleButton *button, DectRfpInspector *self)
{
  const DectField *field = dect_kind_field (DECT_KIND_RFP, "role");
  guint32 id;

  if (self->updating || self->item == NULL || !gtk_toggle_button_get_active (button))
    return;
  id = dect_item_get_id (self->item);
  for (guint i = 0; i < G_N_ELEMENTS (self->roles); i++)
    if (self->roles[i] == GTK_WIDGET (button))
      dect_set_field (GTK_WIDGET (self), dect_document_get_site (self->document), &id, 1, field,
                      field->choices[i].id, NULL);
}

static void
update_role (DectRfpInspector *self)
{
  const DectRfp *rfp = get_rfp (self);
  const DectRfpModel *model = rfp->model != NULL ? dect_catalogue_find (rfp->model) : NULL;
  g_autofree char *calls = NULL;

  self->updating = TRUE;
  for (gint i = 0; i < (gint) G_N_ELEMENTS (self->roles); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->roles[i]), rfp->role == i);
  self->updating = FALSE;
  if (model != NULL && model->channels > 4)
    calls = g_strdup_printf (_("4 instead of %u calls"), model->channels);
  dect_field_row_set_subtitle (self->reflective, calls);
  gtk_widget_set_visible (self->wlan_group, model != NULL && model->wlan);
}

static GtkWidget *
make_role_group (DectRfpInspector *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *rows = adw_preferences_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *reflective = dect_field_row_new (DECT_KIND_RFP, "reflective");
  const DectField *field = dect_kind_field (DECT_KIND_RFP, "role");

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_add_css_class (box, "roles");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (self->roles); i++)
    {
      self->roles[i] = gtk_toggle_button_new_with_label (_(field->choices[i].label));
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->roles[i]))),
                               PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (self->roles[i], _(field->choices[i].label));
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->roles[i]),
                                   i > 0 ? GTK_TOGGLE_BUTTON (self->roles[0]) : NULL);
      g_signal_connect_object (self->roles[i], "toggled", G_CALLBACK (role_cb), self, 0);
      gtk_box_append (GTK_BOX (box), self->roles[i]);
    }
  self->reflective = DECT_FIELD_ROW (reflective);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Role"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (rows), reflective);
  dect_accessible_name_lists (rows, _("Role"));
  gtk_box_append (GTK_BOX (outer), group);
  gtk_box_append (GTK_BOX (outer), rows);
  return outer;
}

/* --- Chain and findings --------------------------------------------------------------------------
 */

static GtkWidget *
add_words (GtkListBox *list,
           const char *title,
           const char *subtitle,
           const char *suffix,
           const char *css_class)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  if (suffix != NULL)
    {
      GtkWidget *label = gtk_label_new (suffix);

      gtk_widget_add_css_class (label, "heading");
      gtk_widget_add_css_class (label, css_class != NULL ? css_class : "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  else if (css_class != NULL)
    gtk_widget_add_css_class (row, css_class);
  gtk_list_box_append (list, row);
  return row;
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_link (DectRfpInspector *self,
          DectAnalysis *analysis,
          gint index,
          gint other,
          const char *format,
          double margin_db)
{
  const DectRadioLink *link = dect_links_find (analysis->links, index, other);
  const DectRfp *rfp = dect_snapshot_rfp (analysis->snapshot, other);
  g_autofree char *who = rfp->name != NULL && rfp->number != DECT_UNSET
                             ? g_strdup_printf ("%d, %s", rfp->number, rfp->name)
                             : dect_record_title (DECT_RECORD (rfp));
  g_autofree char *title = g_strdup_printf (format, who);
  g_autofree char *level = NULL;
  g_autofree char *margin = NULL;
  GtkWidget *row;

  if (link != NULL && !isnan (fmin (link->level_ab_dbm, link->level_ba_dbm)))
    level = g_strdup_printf ("−%.0f", -fmin (link->level_ab_dbm, link->level_ba_dbm));
  if (!isnan (margin_db))
    margin = g_strdup_printf (_("%s · %.0f dB above the limit"),
                              link != NULL ? dect_link_source_label (link->source) : "", margin_db);
  else if (link != NULL)
    margin = g_strdup (dect_link_source_label (link->source));
  row = add_words (self->chain, title, margin, level, margin_db < 5 ? "error" : "success");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", rfp->head.id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-object");
}

/* What is lost without it, "If this one fails, 3 others are alone." */
static void
add_cut (DectRfpInspector *self, DectAnalysis *analysis, gint index)
{
  guint n_cuts;
  const DectChainCut *cuts = dect_chain_get_cuts (analysis->chain, &n_cuts);

  for (guint i = 0; i < n_cuts; i++)
    {
      g_autofree char *text = NULL;

      if (cuts[i].rfp != (guint) index)
        continue;
      text = g_strdup_printf (ngettext ("If this one fails, %u other is not reached.",
                                        "If this one fails, %u others are not reached.",
                                        cuts[i].n_lost),
                              cuts[i].n_lost);
      add_words (self->chain, text, NULL, NULL, "warning");
    }
}

static void
update_chain (DectRfpInspector *self, DectAnalysis *analysis, gint index)
{
  const DectChainNode *node;
  g_autofree char *level = NULL;

  clear_list (self->chain);
  gtk_widget_set_visible (self->chain_group, index >= 0);
  if (index < 0)
    return;
  node = dect_chain_get_node (analysis->chain, index);
  if (node->component < 0)
    {
      add_words (self->chain, _("Not part of the chain"), _("Place it, and switch DECT on"), NULL,
                 NULL);
      return;
    }
  if (node->level < 0)
    add_words (self->chain, _("Not reached from the start of the chain"), NULL, NULL, "error");
  else if (node->level == 0)
    add_words (self->chain, _("The chain starts here"), NULL, NULL, NULL);
  else
    {
      g_autofree char *hops
          = g_strdup_printf (ngettext ("%d hop from the start of the chain",
                                       "%d hops from the start of the chain", node->level),
                             node->level);

      level = g_strdup_printf (_("Level %d"), node->level);
      add_words (self->chain, level, hops, NULL, NULL);
    }
  if (node->parent >= 0)
    add_link (self, analysis, index, node->parent, _("From %s"), node->margin_db);
  if (node->second >= 0)
    add_link (self, analysis, index, node->second, _("Else from %s"), node->second_margin_db);
  else if (node->parent >= 0)
    add_words (self->chain, _("No second path"), _("If its parent fails, it is alone."), NULL,
               "error");
  add_cut (self, analysis, index);
}

static void
add_fix (GtkWidget *row, const DectFinding *finding)
{
  GtkWidget *button;
  guint n_objects;
  const guint32 *objects = dect_finding_get_objects (finding, &n_objects);

  if (g_strcmp0 (dect_finding_get_fix (finding), DECT_REPAIR_FIX) != 0)
    return;
  button = gtk_button_new_with_mnemonic (_("_Fix"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target_value (
      GTK_ACTIONABLE (button),
      g_variant_new (
          "(s@au)", dect_finding_get_rule (finding),
          g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, objects, n_objects, sizeof (guint32))));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.fix");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
update_findings (DectRfpInspector *self, DectAnalysis *analysis)
{
  guint32 id = dect_item_get_id (self->item);

  clear_list (self->findings);
  for (guint i = 0; analysis != NULL && i < analysis->findings->len; i++)
    {
      const DectFinding *finding = g_ptr_array_index (analysis->findings, i);
      guint n_objects;
      const guint32 *objects = dect_finding_get_objects (finding, &n_objects);

      if (n_objects > 0 && objects[0] == id && !dect_finding_is_accepted (finding))
        add_fix (add_words (self->findings, dect_finding_get_text (finding), NULL, NULL,
                            dect_finding_get_severity (finding) == DECT_SEVERITY_ERROR ? "error"
                                                                                       : "warning"),
                 finding);
    }
  gtk_widget_set_visible (self->findings_group,
                          gtk_list_box_get_row_at_index (self->findings, 0) != NULL);
}

static void
update_analysis (DectRfpInspector *self)
{
  DectAnalysis *analysis;
  gint index;

  if (self->item == NULL)
    return;
  analysis = dect_document_get_analysis (self->document);
  index = analysis != NULL ? dect_snapshot_index (analysis->snapshot, dect_item_get_id (self->item))
                           : -1;
  update_chain (self, analysis, index);
  update_findings (self, analysis);
}

static void
update_record (DectRfpInspector *self)
{
  if (self->item == NULL)
    return;
  update_head (self);
  update_role (self);
  dect_hardware_row_set (self->hardware, dect_document_get_site (self->document),
                         dect_item_get_id (self->item));
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static GtkWidget *
make_words_group (const char *title, GtkListBox **list)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "boxed-list");
  gtk_widget_add_css_class (box, "facts");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  dect_accessible_name_lists (group, title);
  *list = GTK_LIST_BOX (box);
  return group;
}

static GtkWidget *
make_head (DectRfpInspector *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->number = GTK_LABEL (gtk_label_new (NULL));
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->subtitle = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (self->subtitle, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (self->subtitle, PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (GTK_WIDGET (self->number), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "number-badge");
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->subtitle));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->number));
  gtk_box_append (GTK_BOX (head), words);
  return head;
}

static GtkWidget *
make_photo_group (DectRfpInspector *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->photo = DECT_PHOTO_ROW (dect_photo_row_new ());
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Photo"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->photo));
  dect_accessible_name_lists (group, _("Photo"));
  return group;
}

static GtkWidget *
make_hardware_group (DectRfpInspector *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->hardware = dect_hardware_row_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->hardware);
  dect_accessible_name_lists (group, _("Hardware"));
  return group;
}

static GtkWidget *
make_buttons (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *unplace = gtk_button_new_with_mnemonic (_("_Take off the plan"));
  GtkWidget *remove = gtk_button_new_with_mnemonic (_("_Remove"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (unplace), "canvas.unplace");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "canvas.delete");
  gtk_box_append (GTK_BOX (box), unplace);
  gtk_box_append (GTK_BOX (box), remove);
  return box;
}

static void
dect_rfp_inspector_dispose (GObject *object)
{
  DectRfpInspector *self = DECT_RFP_INSPECTOR (object);

  g_clear_object (&self->item);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (dect_rfp_inspector_parent_class)->dispose (object);
}

static void
dect_rfp_inspector_class_init (DectRfpInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_rfp_inspector_dispose;
}

static void
dect_rfp_inspector_init (DectRfpInspector *self)
{
  static const char *const identity[] = { "name", "number", "mac", "target_ip", "model", NULL };
  static const char *const place[]
      = { "room", "mount_m", "x_m", "y_m", "azimuth_deg", "compartment", NULL };
  static const char *const network[]
      = { "switch", "port", "cable_m", "firmware", "local_config", NULL };
  static const char *const radio[]
      = { "dect_on", "preferred_sync", "cluster", "paging_area", "omm_site", "power_mw", NULL };
  static const char *const wlan[]
      = { "wlan_on", "wlan_profile", "wlan_antenna", "wlan_channel", "wlan_power", NULL };
  static const char *const notes[] = { "notes", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  dect_settings_watch_unit (self, G_CALLBACK (update_record));
  self->findings_group = make_words_group (_("Findings"), &self->findings);
  self->chain_group = make_words_group (_("Chain"), &self->chain);
  self->wlan_group = dect_field_group_new (_("WLAN"), DECT_KIND_RFP, wlan);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), dect_field_group_new (_("Identity"), DECT_KIND_RFP, identity));
  gtk_box_append (GTK_BOX (box), make_role_group (self));
  gtk_box_append (GTK_BOX (box), self->chain_group);
  gtk_box_append (GTK_BOX (box), self->findings_group);
  gtk_box_append (GTK_BOX (box), dect_field_group_new (_("Place"), DECT_KIND_RFP, place));
  gtk_box_append (GTK_BOX (box), dect_field_group_new (_("Network"), DECT_KIND_RFP, network));
  gtk_box_append (GTK_BOX (box), dect_field_group_new (_("Radio"), DECT_KIND_RFP, radio));
  gtk_box_append (GTK_BOX (box), self->wlan_group);
  gtk_box_append (GTK_BOX (box), dect_field_group_new (NULL, DECT_KIND_RFP, notes));
  dect_accessible_name_lists (gtk_widget_get_last_child (box), _("Notes"));
  gtk_box_append (GTK_BOX (box), make_photo_group (self));
  gtk_box_append (GTK_BOX (box), make_hardware_group (self));
  gtk_box_append (GTK_BOX (box), make_buttons ());
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
dect_rfp_inspector_new (void)
{
  return g_object_new (DECT_TYPE_RFP_INSPECTOR, NULL);
}

void
dect_rfp_inspector_set_item (DectRfpInspector *self, DectDocument *document, DectItem *item)
{
  g_return_if_fail (DECT_IS_RFP_INSPECTOR (self));
  g_return_if_fail (item == NULL || document != NULL);

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->document, document);
  g_set_object (&self->item, item);
  dect_field_rows_set_item (GTK_WIDGET (self), document, item);
  dect_photo_row_set_item (self->photo, document, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::record", G_CALLBACK (update_record), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update_analysis), self,
                           G_CONNECT_SWAPPED);
  update_record (self);
  update_analysis (self);
}
