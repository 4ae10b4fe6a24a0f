import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/**
 * Says what keeps an ontology out of OWL 2 DL and out of OWL 2 RL (OWL 2 Profiles, W3C 2012).
 *
 * <p>Each argument is a file; for each violation in it one line is printed: file name, profile, and what is wrong,
 * parted by tabs. The last line is "checked" with the number of axioms, so that an empty answer is not mistaken for
 * a good one.
 */
public final class Profiles {
    public static void main(String[] files) throws Exception {
        Map<String, OWLProfile> profiles = new LinkedHashMap<>();
        profiles.put("DL", new OWL2DLProfile());
        profiles.put("RL", new OWL2RLProfile());
        for (String file : files) {
            OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            for (Map.Entry<String, OWLProfile> profile : profiles.entrySet()) {
                for (OWLProfileViolation violation : profile.getValue().checkOntology(ontology).getViolations()) {
                    print(file, profile.getKey(), violation.toString());
                }
            }
            print(file, "checked", Integer.toString(ontology.getAxiomCount()));
        }
    }

    private static void print(String file, String profile, String text) {
        System.out.println(new File(file).getName() + "\t" + profile + "\t" + text.replaceAll("\\s+", " "));
    }
}
