/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-conflict-private.h"

#include "pbx/dect-pbx-change-private.h"
#include "pbx/dect-pbx-members-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _DectPbxConflict
{
  GObject parent_instance;

  DectPbxKind kind;
  char *key;
  char *name;
  char *field;
  char *base;
  char *mine;
  char *theirs;
  DectPbxChoice choice;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_LABEL,
  PROP_BASE,
  PROP_MINE,
  PROP_THEIRS,
  PROP_CHOICE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectPbxConflict, dect_pbx_conflict, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (DectPbxChoice,
                    dect_pbx_choice,
                    G_DEFINE_ENUM_VALUE (DECT_PBX_CHOICE_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (DECT_PBX_CHOICE_MINE, "mine"),
                    G_DEFINE_ENUM_VALUE (DECT_PBX_CHOICE_THEIRS, "theirs"))

/* "WLAN: channel" of wlan/channel, "SIP password" of sipPasswordSet. */
static char *
dup_label (DectPbxConflict *self)
{
  if (self->field == NULL)
    return g_strdup (_("Whole record"));

  g_auto (GStrv) names = g_strsplit (self->field, "/", 2);
  const char *label = dect_pbx_member_label (self->kind, names[0]);
  const DectPbxMember *member
      = dect_pbx_members_find (dect_pbx_members (self->kind), names[0]);

  if (member != NULL && member->type == DECT_PBX_MEMBER_SERVER && g_str_has_suffix (names[0], "Set"))
    {
      g_autofree char *secret = g_strndup (names[0], strlen (names[0]) - strlen ("Set"));
      return g_strdup (dect_pbx_member_label (self->kind, secret));
    }
  if (names[1] == NULL)
    return g_strdup (label);

  member = member != NULL && member->children != NULL
               ? dect_pbx_members_find (member->children, names[1])
               : NULL;
  const DectField *field
      = member != NULL && member->field != NULL
            ? dect_kind_field (dect_pbx_kind_model (self->kind), member->field)
            : NULL;
  return field != NULL ? g_strdup (_(field->label)) : g_strdup_printf ("%s: %s", label, names[1]);
}

static void
dect_pbx_conflict_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  DectPbxConflict *self = DECT_PBX_CONFLICT (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_take_string (value, dect_pbx_record_title (self->kind, self->key, self->name));
      break;
    case PROP_LABEL:
      g_value_take_string (value, dup_label (self));
      break;
    case PROP_BASE:
      g_value_set_string (value, self->base);
      break;
    case PROP_MINE:
      g_value_set_string (value, self->mine);
      break;
    case PROP_THEIRS:
      g_value_set_string (value, self->theirs);
      break;
    case PROP_CHOICE:
      g_value_set_enum (value, self->choice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
dect_pbx_conflict_set_property (GObject *object,
                                guint property_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  if (property_id == PROP_CHOICE)
    dect_pbx_conflict_set_choice (DECT_PBX_CONFLICT (object), g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
dect_pbx_conflict_finalize (GObject *object)
{
  DectPbxConflict *self = DECT_PBX_CONFLICT (object);

  g_free (self->key);
  g_free (self->name);
  g_free (self->field);
  g_free (self->base);
  g_free (self->mine);
  g_free (self->theirs);
  G_OBJECT_CLASS (dect_pbx_conflict_parent_class)->finalize (object);
}

static void
dect_pbx_conflict_class_init (DectPbxConflictClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[] = { NULL, "title", "label", "base", "mine", "theirs" };

  object_class->get_property = dect_pbx_conflict_get_property;
  object_class->set_property = dect_pbx_conflict_set_property;
  object_class->finalize = dect_pbx_conflict_finalize;
  for (guint i = 1; i < PROP_CHOICE; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHOICE] = g_param_spec_enum (
      "choice", NULL, NULL, DECT_TYPE_PBX_CHOICE, DECT_PBX_CHOICE_OPEN,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_pbx_conflict_init (DectPbxConflict *self)
{
}

DectPbxConflict *
dect_pbx_conflict_new (DectPbxKind kind,
                       const char *key,
                       const char *name,
                       const char *field,
                       char *base,
                       char *mine,
                       char *theirs)
{
  DectPbxConflict *self = g_object_new (DECT_TYPE_PBX_CONFLICT, NULL);

  self->kind = kind;
  self->key = g_strdup (key);
  self->name = g_strdup (name);
  self->field = g_strdup (field);
  self->base = base;
  self->mine = mine;
  self->theirs = theirs;
  return self;
}

DectPbxKind
dect_pbx_conflict_get_kind (DectPbxConflict *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CONFLICT (self), DECT_PBX_KIND_GATEWAY);

  return self->kind;
}

const char *
dect_pbx_conflict_get_key (DectPbxConflict *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CONFLICT (self), NULL);

  return self->key;
}

const char *
dect_pbx_conflict_get_field (DectPbxConflict *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CONFLICT (self), NULL);

  return self->field;
}

DectPbxChoice
dect_pbx_conflict_get_choice (DectPbxConflict *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CONFLICT (self), DECT_PBX_CHOICE_OPEN);

  return self->choice;
}

void
dect_pbx_conflict_set_choice (DectPbxConflict *self, DectPbxChoice choice)
{
  g_return_if_fail (DECT_IS_PBX_CONFLICT (self));
  g_return_if_fail (choice <= DECT_PBX_CHOICE_THEIRS);

  if (self->choice == choice)
    return;
  self->choice = choice;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE]);
}
