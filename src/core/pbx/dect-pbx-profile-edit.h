/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-profile.h"

G_BEGIN_DECLS

/*
 * Profiles as a person edits them. What is being edited is the GKeyFile of dect_pbx_profile_to_key_file(): it holds wrong
 * values too, so that nothing typed is lost.
 */

/**
 * dect_pbx_profile_list_faults:
 * @file: an edited profile
 *
 * Returns: (transfer full) (element-type utf8 utf8): what is wrong, by "group/key"; "" is the key of what has no place. Empty
 *   when dect_pbx_profile_from_key_file() takes it
 */
GHashTable *dect_pbx_profile_list_faults (GKeyFile *file);

/** dect_pbx_profile_is_own: Returns: whether the user's folder has a profile with this id, which then stands for a shipped one */
gboolean dect_pbx_profile_is_own (const char *id);

/** dect_pbx_profile_dup_free_id: @wanted: an id, or any text. Returns: (transfer full): an id like it that no profile has */
char *dect_pbx_profile_dup_free_id (const char *wanted);

/** dect_pbx_profile_list_kinds: Returns: (transfer none) (array zero-terminated=1): kinds of records that have a group
 * [fields KIND]: "gateway", "accesspoint" ... "device" */
const char *const *dect_pbx_profile_list_kinds (void);

/**
 * dect_pbx_profile_list_members:
 * @kind: one of dect_pbx_profile_list_kinds()
 *
 * Returns: (transfer full) (array zero-terminated=1): what such a record has, for the group [fields KIND]
 */
char **dect_pbx_profile_list_members (const char *kind);

/**
 * DectPbxKeyWords:
 * @title: name of the key as a person reads it, "Address"
 * @explanation: (nullable): one sentence on it
 * @labels: of a choice: its words as a person reads them, in the same order; then %NULL
 *
 * All to be translated.
 */
typedef struct
{
  const char *title;
  const char *explanation;
  const char *labels[5];
} DectPbxKeyWords;

/** dect_pbx_profile_key_words: Returns: (transfer none) (nullable): the words of a key; not translated */
const DectPbxKeyWords *dect_pbx_profile_key_words (const char *group, const char *key);

/** dect_pbx_profile_group_title: Returns: (nullable): "Security" for "tls", translated */
const char *dect_pbx_profile_group_title (const char *group);

/** dect_pbx_profile_get_known: Returns: what is known, and what not, of the PBX a profile is for: some sentences, translated */
const char *dect_pbx_profile_get_known (DectPbxProfile *self);

G_END_DECLS
