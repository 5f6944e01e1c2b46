/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-connect-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-document-secrets.h"
#include "dect-file-chooser.h"
#include "dect-note.h"
#include "dect-wrap-box.h"
#include "store/dect-keyring.h"

struct _DectConnectView
{
  AdwBin parent_instance;
  AdwComboRow *profiles;
  GtkEditable *address;
  GtkEditable *user;
  GtkEditable *password;
  GtkEditable *omm_password;
  GtkSwitch *remember;
  DectNote *note;
  DectNote *keyring_note;
  GtkWidget *connect;
  GtkWidget *open_profile;

  DectPbxSession *session;
  GPtrArray *choices; /* DectPbxProfile; NULL = the embedded PBX */
  GCancellable *cancellable;
  gboolean passwords_asked;
  gboolean store_when_connected;
  gboolean missing; /* the note says what is missing */
};

G_DEFINE_FINAL_TYPE (DectConnectView, dect_connect_view, ADW_TYPE_BIN)

static DectSecrets *
secrets_of (DectConnectView *self)
{
  return dect_document_secrets (dect_pbx_session_get_document (self->session));
}

static const DectSiteInfo *
site_info (DectConnectView *self)
{
  return dect_site_get_info (
      dect_document_get_site (dect_pbx_session_get_document (self->session)));
}

/* --- Choices ------------------------------------------------------------------------------------- */

static void
profile_unref (gpointer profile)
{
  if (profile != NULL)
    dect_pbx_profile_unref (profile);
}

static DectPbxProfile *
chosen (DectConnectView *self)
{
  guint i = adw_combo_row_get_selected (self->profiles);

  return i < self->choices->len ? self->choices->pdata[i] : NULL;
}

/* A profile that names an address belongs to the person; its id makes the site find it again. */
static char *
own_profile_id (DectConnectView *self)
{
  return g_strdup_printf ("site-%.8s", site_info (self)->uuid);
}

static void
add_choice (DectConnectView *self, DectPbxProfile *profile)
{
  GtkStringList *titles = GTK_STRING_LIST (adw_combo_row_get_model (self->profiles));

  g_ptr_array_add (self->choices, profile);
  gtk_string_list_append (titles, profile != NULL ? dect_pbx_profile_get_label (profile)
                                                  : _("Embedded PBX on this computer"));
}

static void
fill_choices (DectConnectView *self)
{
  g_auto (GStrv) ids = dect_pbx_profile_list ();
  g_autofree char *own = own_profile_id (self);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->choices, 0);
  adw_combo_row_set_model (self->profiles, G_LIST_MODEL (titles));
  add_choice (self, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      DectPbxProfile *profile = dect_pbx_profile_load (ids[i], NULL);

      if (profile == NULL)
        continue;
      /* Its own one where it has one, else the one the site was made for. */
      if (g_str_equal (profile->id, own)
          || (selected == 0 && g_strcmp0 (profile->id, site_info (self)->pbx_profile) == 0))
        selected = self->choices->len;
      add_choice (self, profile);
    }
  adw_combo_row_set_selected (self->profiles, selected);
}

static void
profile_chosen_cb (DectConnectView *self)
{
  DectPbxProfile *profile = chosen (self);
  gboolean asks = profile != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->address), asks);
  gtk_widget_set_visible (GTK_WIDGET (self->user), asks && profile->auth == DECT_PBX_AUTH_BASIC);
  gtk_widget_set_visible (GTK_WIDGET (self->password), asks && profile->auth != DECT_PBX_AUTH_NONE);
  if (!asks)
    return;
  gtk_editable_set_text (self->address, profile->base_url);
  gtk_editable_set_text (self->user, profile->username != NULL ? profile->username : "");
}

static void
say (DectConnectView *self, DectNoteKind kind, const char *text)
{
  self->missing = TRUE;
  dect_note_set (self->note, kind, text);
}

static void
profile_opened_cb (GFile *file, gpointer user_data)
{
  DectConnectView *self = user_data;
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  DectPbxProfile *profile = NULL;

  if (self->session == NULL)
    return;
  if (path == NULL)
    {
      say (self, DECT_NOTE_ERROR, _("A profile must be a file of this computer."));
      return;
    }
  profile = dect_pbx_profile_load (path, &error);
  if (profile == NULL)
    {
      say (self, DECT_NOTE_ERROR, error->message);
      return;
    }
  add_choice (self, profile);
  adw_combo_row_set_selected (self->profiles, self->choices->len - 1);
}

static void
open_profile_cb (DectConnectView *self)
{
  dect_file_chooser_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                          _("Open a connection profile"), DECT_FILE_ANY, profile_opened_cb,
                          G_OBJECT (self));
}

/* --- Passwords ----------------------------------------------------------------------------------- */

static void
omm_password_cb (DectConnectView *self)
{
  if (self->session != NULL)
    dect_secrets_set (secrets_of (self), DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD,
                      gtk_editable_get_text (self->omm_password));
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectConnectView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!dect_keyring_store_finish (result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dect_note_set (self->keyring_note, DECT_NOTE_WARNING, error->message);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectConnectView) self = user_data;
  g_autoptr (DectSecrets) found = dect_keyring_load_finish (result, NULL);
  const char *password;

  /* Without a keyring the person types; that is no news. */
  if (found == NULL || self->session == NULL || dect_secrets_is_empty (found))
    return;
  dect_secrets_merge (secrets_of (self), found);
  gtk_switch_set_active (self->remember, TRUE);
  password = dect_secrets_get (found, DECT_SECRETS_SITE, DECT_SECRETS_PBX_PASSWORD);
  if (password != NULL && *gtk_editable_get_text (self->password) == '\0')
    gtk_editable_set_text (self->password, password);
  password = dect_secrets_get (found, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD);
  if (password != NULL && *gtk_editable_get_text (self->omm_password) == '\0')
    gtk_editable_set_text (self->omm_password, password);
}

void
dect_connect_view_load_passwords (DectConnectView *self)
{
  g_return_if_fail (DECT_IS_CONNECT_VIEW (self));

  if (self->passwords_asked || self->session == NULL)
    return;
  self->passwords_asked = TRUE;
  dect_keyring_load_async (site_info (self)->uuid, self->cancellable, loaded_cb,
                           g_object_ref (self));
}

static void
store_passwords (DectConnectView *self)
{
  self->store_when_connected = FALSE;
  dect_note_set (self->keyring_note, DECT_NOTE_INFO, NULL);
  dect_keyring_store_async (site_info (self)->uuid, site_info (self)->name, secrets_of (self),
                            self->cancellable, stored_cb, g_object_ref (self));
}

/* --- Following the session ----------------------------------------------------------------------- */

static void
show_info (DectConnectView *self, const DectPbxInfo *info)
{
  DectPbxProfile *profile = dect_pbx_session_get_profile (self->session);
  gboolean open = dect_pbx_profile_is_plain (profile) && !dect_pbx_profile_is_loopback (profile);
  /* Translators: product, version, address of a PBX */
  g_autofree char *text = g_strdup_printf (_("Connected to %s %s at %s."), info->product,
                                           info->version, profile->base_url);
  g_autofree char *warned
      = open ? g_strdup_printf (
            _("%s The connection is not encrypted: passwords can be read on the way."), text)
             : NULL;

  dect_note_set (self->note, open ? DECT_NOTE_WARNING : DECT_NOTE_GOOD, open ? warned : text);
}

static void
session_changed_cb (DectConnectView *self)
{
  const DectPbxInfo *info = dect_pbx_session_get_info (self->session);
  const GError *error = dect_pbx_session_get_error (self->session, DECT_SESSION_CONNECT);
  gboolean busy = dect_pbx_session_get_task (self->session) != DECT_SESSION_NOTHING;

  gtk_widget_set_sensitive (self->open_profile, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->profiles), !busy);
  if (info != NULL)
    {
      self->missing = FALSE;
      show_info (self, info);
      if (self->store_when_connected)
        store_passwords (self);
    }
  else if (error != NULL)
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
  else if (!self->missing)
    dect_note_set (self->note, DECT_NOTE_INFO, NULL);
}

static DectPbxProfile *
complete_profile (DectConnectView *self, DectPbxProfile *profile, gboolean *keep, GError **error)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));
  g_autofree char *id = own_profile_id (self);
  const char *user = gtk_editable_get_text (self->user);
  const char *title = dect_document_get_title (dect_pbx_session_get_document (self->session));
  g_autoptr (DectPbxProfile) result = dect_pbx_profile_ref (profile);
  const char *const values[][3] = {
    { "http", "base_url", url },
    { "auth", "username", user },
    { "profile", "id", id },
    { "profile", "title", title },
  };

  *keep = !g_str_equal (profile->base_url, url) || g_strcmp0 (profile->username, user) != 0;
  for (guint i = 0; *keep && i < G_N_ELEMENTS (values); i++)
    {
      DectPbxProfile *next
          = dect_pbx_profile_with (result, values[i][0], values[i][1], values[i][2], error);

      if (next == NULL)
        return NULL;
      dect_pbx_profile_unref (result);
      result = next;
    }
  return g_steal_pointer (&result);
}

void
dect_connect_view_start (DectConnectView *self)
{
  DectPbxProfile *profile;
  g_autoptr (DectPbxProfile) complete = NULL;
  g_autoptr (GError) error = NULL;
  gboolean keep;

  g_return_if_fail (DECT_IS_CONNECT_VIEW (self));
  g_return_if_fail (self->session != NULL);

  profile = chosen (self);
  self->missing = FALSE;
  self->store_when_connected = gtk_switch_get_active (self->remember);
  if (profile == NULL)
    {
      dect_pbx_session_connect_embedded (self->session);
      return;
    }
  if (*gtk_editable_get_text (self->address) == '\0')
    {
      say (self, DECT_NOTE_ERROR,
           _("Enter the address of the PBX: https://server/instance/services/"));
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  complete = complete_profile (self, profile, &keep, &error);
  if (complete == NULL)
    {
      say (self, DECT_NOTE_ERROR, error->message);
      return;
    }
  dect_pbx_session_connect (self->session, complete, gtk_editable_get_text (self->password), keep);
}

void
dect_connect_view_choose_embedded (DectConnectView *self)
{
  g_return_if_fail (DECT_IS_CONNECT_VIEW (self));

  adw_combo_row_set_selected (self->profiles, 0);
}

static void
dect_connect_view_dispose (GObject *object)
{
  DectConnectView *self = DECT_CONNECT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_CONNECT_VIEW);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  G_OBJECT_CLASS (dect_connect_view_parent_class)->dispose (object);
}

static void
dect_connect_view_class_init (DectConnectViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_connect_view_dispose;
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-connect-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, profiles);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, address);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, user);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, password);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, omm_password);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, remember);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, note);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, keyring_note);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, connect);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, open_profile);
  gtk_widget_class_bind_template_callback (widget_class, profile_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_profile_cb);
  gtk_widget_class_bind_template_callback (widget_class, omm_password_cb);
}

static void
dect_connect_view_init (DectConnectView *self)
{
  self->choices = g_ptr_array_new_with_free_func (profile_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_accessible_name_lists (GTK_WIDGET (self), _("Connect to the PBX"));
}

void
dect_connect_view_set_session (DectConnectView *self, DectPbxSession *session)
{
  g_return_if_fail (DECT_IS_CONNECT_VIEW (self));
  g_return_if_fail (session == NULL || DECT_IS_PBX_SESSION (session));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  /* Before the session is there, so that the cleared entries do not clear its passwords. */
  g_clear_object (&self->session);
  gtk_editable_set_text (self->password, "");
  gtk_editable_set_text (self->omm_password, "");
  gtk_switch_set_active (self->remember, FALSE);
  self->passwords_asked = FALSE;
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill_choices (self);
  profile_chosen_cb (self);
  session_changed_cb (self);
}
